package browser

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestGuardComesBackWhateverTheCallDoes(t *testing.T) {
	t.Parallel()
	never := make(chan struct{})
	t.Cleanup(func() { close(never) })
	deaf := func(context.Context) (int, error) { <-never; return 0, nil }
	own := errors.New("its own error")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	dead, end := context.WithCancelCause(t.Context())
	end(errCrashed)

	tests := []struct {
		name      string
		ctx, life context.Context
		f         func(context.Context) (int, error)
		want      error
		stuck     bool
	}{
		{"a call that succeeds", t.Context(), t.Context(), func(context.Context) (int, error) { return 7, nil }, nil, false},
		{"a call that fails", t.Context(), t.Context(), func(context.Context) (int, error) { return 0, own }, own, false},
		{"a call that ignores its deadline", t.Context(), t.Context(), deaf, context.DeadlineExceeded, true},
		{"a call that ignores its caller", over, t.Context(), deaf, context.Canceled, true},
		{"a tab that is dead already", t.Context(), dead, deaf, errCrashed, false},
		{"a call that waits for its deadline", t.Context(), t.Context(), func(ctx context.Context) (int, error) {
			<-ctx.Done()
			return 0, errors.New("in other words")
		}, context.DeadlineExceeded, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, stuck, err := guard(tt.ctx, tt.life, 50*time.Millisecond, tt.f)
			if stuck != tt.stuck || !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("guard = stuck %v, %v, want stuck %v, %v", stuck, err, tt.stuck, tt.want)
			}
		})
	}
}

func TestGuardTellsWhyTheTabEnded(t *testing.T) {
	t.Parallel()
	life, end := context.WithCancelCause(t.Context())
	_, stuck, err := guard(t.Context(), life, time.Minute, func(ctx context.Context) (int, error) {
		end(errCrashed)
		<-ctx.Done()
		return 0, ctx.Err()
	})
	if stuck || !errors.Is(err, errCrashed) {
		t.Errorf("guard = stuck %v, %v, want the crash", stuck, err)
	}
}

func TestAllowedAgreesWithTheRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, host string
		allow      []string
		want       bool
	}{
		{"this machine", "127.0.0.1", nil, true},
		{"this machine in the newer way", "::1", nil, true},
		{"a name of this machine", "shop.localhost", nil, true},
		{"a host elsewhere", "bank.example", nil, false},
		{"a host that was allowed", "Bank.Example", []string{"bank.example"}, true},
		{"a host of an allowed domain", "a.bank.example", []string{"*.bank.example"}, true},
		{"a host that only looks like one", "evilbank.example", []string{"*.bank.example"}, false},
		{"everything", "bank.example", []string{"*"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := allowed(tt.host, tt.allow); got != tt.want {
				t.Errorf("allowed(%q, %q) = %v, want %v", tt.host, tt.allow, got, tt.want)
			}
		})
	}
	if got := hostRules([]string{"*"}); got != "" {
		t.Errorf("rules for every host = %q, want none", got)
	}
}

func TestTheBrowserLearnsNothingOfOurEnvironment(t *testing.T) {
	t.Setenv("ASSAY_SECRET_TOKEN", "s3cr3t")
	for _, variable := range (&profile{dir: t.TempDir()}).environment() {
		if variable == "ASSAY_SECRET_TOKEN=s3cr3t" {
			t.Error("a variable of ours was handed on")
		}
	}
}
