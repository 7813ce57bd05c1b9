package main

import (
	"context"
	"fmt"
	servergroups "github.com/os-server-groups/os-server-groups-go"
	"os"
)

func main() {
	ctx := context.Background()
	client := must(servergroups.New(servergroups.Config{URL: os.Getenv("OSG_URL"), Token: os.Getenv("OSG_TOKEN"), Project: os.Getenv("OSG_PROJECT")}))
	made := must(client.CreateGroup(ctx, "web", servergroups.PolicyAntiAffinity, nil))
	defer client.DeleteGroup(ctx, made.ID)
	fmt.Println("Made", made.Name, made.ID)
	for group, err := range client.Groups(ctx, nil) {
		fmt.Println("There is", must(group, err).Name, group.ID)
	}
}
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
