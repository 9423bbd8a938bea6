package simulator

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
)

// A body that breaks off is of a type that is supported.
func TestABodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	body := io.MultiReader(strings.NewReader("amount=92.00&cur"), iotest.ErrReader(io.ErrUnexpectedEOF))
	w := httptest.NewRecorder()
	New(Config{}).API().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/payments", body))
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), codeInvalid) {
		t.Errorf("it is answered with %d %s", w.Code, w.Body)
	}
}
