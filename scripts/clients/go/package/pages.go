package servergroups

import (
	"fmt"
	"iter"
)

// pages reads a list page by page.
type pages[T any] struct {
	id func(value *T) string
	// after gets the page after that id, or the first page when it is empty.
	after func(marker string) ([]T, error)
	// from gets the page that passes over so many; nil where a list has no such parameter.
	from func(offset int) ([]T, error)
}

func pageSize(size int) int {
	if size < 1 {
		return 100
	}
	return size
}

// all gives each value once. A server that does not know markers sends the first page again: then all goes on by offsets. It
// ends when a page is empty or brings nothing new, for a server may cut pages shorter than it was asked to.
func (p pages[T]) all() iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		seen := map[string]bool{}
		marker, byOffset := "", false
		for {
			page, err := p.next(marker, len(seen), byOffset)
			if err != nil {
				yield(nil, err)
				return
			}
			before := len(seen)
			for i := range page {
				marker = p.id(&page[i])
				if marker == "" {
					yield(nil, fmt.Errorf("%w: an element of a list has no id", ErrMalformed))
					return
				}
				if seen[marker] {
					continue
				}
				seen[marker] = true
				if !yield(&page[i], nil) {
					return
				}
			}
			if len(seen) > before {
				continue
			}
			if len(page) == 0 || byOffset || p.from == nil {
				return
			}
			byOffset = true
		}
	}
}

func (p pages[T]) next(marker string, offset int, byOffset bool) ([]T, error) {
	if byOffset {
		return p.from(offset)
	}
	return p.after(marker)
}
