package featurefile

import "testing"

func TestAWordIsFoundWithinItsLines(t *testing.T) {
	t.Parallel()
	const text = "a {x}\nü {x}, {x}\nb\n{y}"
	tests := []struct {
		name         string
		word         string
		from, to     int
		line, column int
	}{
		{"in the first line", "{x}", 1, 4, 1, 3},
		{"columns are characters, the first one counts", "{x}", 2, 4, 2, 3},
		{"not beyond the last line", "{y}", 1, 3, 0, 0},
		{"in the last line", "{y}", 3, 9, 4, 1},
		{"nowhere", "{z}", 1, 4, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if line, column := Find(text, tt.word, tt.from, tt.to); line != tt.line || column != tt.column {
				t.Errorf("%s is at %d:%d, want %d:%d", tt.word, line, column, tt.line, tt.column)
			}
		})
	}
}
