package simulator

import (
	"fmt"
	"testing"
	"time"

	"assay/support/spec"
)

func TestBlocksAreBounded(t *testing.T) {
	t.Parallel()
	var b blocks
	for i := range maxBlocks + 10 {
		b.add(block{mark: markOf(fmt.Sprint(i))})
	}
	if len(b.list) != maxBlocks {
		t.Errorf("%d accounts are blocked, want %d", len(b.list), maxBlocks)
	}
	if _, blocked := b.find(markOf("0")); blocked {
		t.Error("the oldest is still there")
	}
	if _, blocked := b.find(markOf(fmt.Sprint(maxBlocks + 9))); !blocked {
		t.Error("the newest is not there")
	}
}

func TestTheNewestAdviceCounts(t *testing.T) {
	t.Parallel()
	var b blocks
	until := time.Unix(1, 0)
	b.add(block{mark: markOf("1"), advice: spec.Advice{Name: "02"}, until: until})
	b.add(block{mark: markOf("1"), advice: spec.Advice{Name: "03"}})
	got, _ := b.find(markOf("1"))
	if got.advice.Name != "03" || !got.until.IsZero() || len(b.list) != 1 {
		t.Errorf("the block is %+v of %d, want that of advice 03 alone", got, len(b.list))
	}
}

func TestAMarkIsNoNumber(t *testing.T) {
	t.Parallel()
	a, b := markOf("4200000000000000"), markOf("4200000000000018")
	if a == b || a != markOf("4200000000000000") || a == (mark{}) {
		t.Error("marks do not tell numbers apart")
	}
}

func TestWhatAHolderAsksFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ holder, code, advice string }{
		{"Jane Jones", "", ""},
		{"800.100.153", "800.100.153", ""},
		{"800.100.153 MAC 02", "800.100.153", "02"},
		{"000.100.110 MAC 02", "", ""},
		{"999.888.777 MAC 02", codeBadForcedCode, ""},
		{"Jane MAC 02", "", ""},
	} {
		code, advice := triggeredBy(tt.holder, verdicts())
		if code != tt.code || advice != tt.advice {
			t.Errorf("%q asks for %q and %q, want %q and %q", tt.holder, code, advice, tt.code, tt.advice)
		}
	}
}
