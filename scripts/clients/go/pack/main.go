// Packs the module in the working folder as a module proxy serves it, which is how Go people install it: into a folder that
// GOPROXY=file://… can name.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

const (
	// proxy is the folder, below that of the module.
	proxy = "proxy"
	// versionFile says the version, which go.mod cannot.
	versionFile = "client.go"
)

var versionLine = regexp.MustCompile(`Version\s+= "(\d+\.\d+\.\d+)"`)

func pack(folder string) error {
	mod, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(folder, versionFile))
	if err != nil {
		return err
	}
	found := versionLine.FindSubmatch(source)
	if found == nil {
		return errors.New(versionFile + " says no version")
	}
	version := module.Version{Path: modfile.ModulePath(mod), Version: "v" + string(found[1])}
	escaped, err := module.EscapePath(version.Path)
	if err != nil {
		return err
	}

	// What was packed before is not part of the module.
	if err := os.RemoveAll(filepath.Join(folder, proxy)); err != nil {
		return err
	}
	var zip bytes.Buffer
	if err := modzip.CreateFromDir(&zip, version, folder); err != nil {
		return err
	}
	// The time of a version is for people; the same sources shall make the same bytes.
	info, err := json.Marshal(map[string]any{"Version": version.Version, "Time": time.Unix(0, 0).UTC()})
	if err != nil {
		return err
	}

	into := filepath.Join(folder, proxy, filepath.FromSlash(escaped), "@v")
	if err := os.MkdirAll(into, 0o755); err != nil {
		return err
	}
	files := map[string][]byte{
		"list":                    []byte(version.Version + "\n"),
		version.Version + ".info": info,
		version.Version + ".mod":  mod,
		version.Version + ".zip":  zip.Bytes(),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(into, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: pack <folder of the module>")
	}
	if err := pack(os.Args[1]); err != nil {
		log.Fatalf("the module cannot be packed: %v", err)
	}
}
