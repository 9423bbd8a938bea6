package target

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestASecretCannotPrintItself(t *testing.T) {
	t.Parallel()
	const plain = "hunter2-hunter2"
	c := Channel{EntityID: "e", AccessToken: plain, Password: plain}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10.3s"} {
		fmt.Fprintf(&out, verb+" "+verb+"\n", c.AccessToken, c)
	}
	fmt.Fprintln(&out, c.AccessToken, &c, []Secret{plain}, map[Secret]Secret{plain: plain})
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "token", c.AccessToken, "channel", c)
	for _, encode := range []func(any) ([]byte, error){json.Marshal, xml.Marshal, yaml.Marshal} {
		type holder struct{ Token Secret }
		b, err := encode(holder{plain})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(b)
	}
	if s := out.String(); strings.Contains(s, plain) || strings.Contains(strings.ToLower(s), "68756e746572") {
		t.Errorf("the secret shows:\n%s", s)
	}
	if c.AccessToken.Reveal() != plain {
		t.Error("Reveal must give the secret")
	}
}
