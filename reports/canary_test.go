package reports

import (
	"encoding/base64"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"assay/support/mask"
)

// Secrets planted in every text of every record are in no file afterwards.
func TestNoSecretReachesAnyFile(t *testing.T) {
	t.Parallel()
	const (
		pan    = "4111111111111111"           // passes Luhn
		spaced = "5555 5555 5555 4444"        // written as on the card
		odd    = "4200000000000000"           // a test card that fails Luhn
		token  = `tok/"SE+CRET=&9f8e7d6c5b4a` // has characters that every format escapes
		cvv    = "9753"
	)
	m := mask.New(mask.Options{PANs: []string{odd}})
	m.Learn(token)
	planted := strings.Join([]string{"canary", pan, spaced, odd, token, url.QueryEscape(token), ""}, " ")
	dir := plant(t, m, planted, cvv)
	leaks := map[string]string{
		"PAN": pan, "spaced PAN": spaced, "spaced PAN without spaces": strings.ReplaceAll(spaced, " ", ""), "test PAN": odd,
		"token": token, "token in a URL": url.QueryEscape(token),
		"token in base64": base64.StdEncoding.EncodeToString([]byte(token)),
		"token in JSON":   `tok/\"SE+CRET=&9f8e7d6c5b4a`, "token in XML": `tok/&quot;SE+CRET=&amp;9f8e7d6c5b4a`,
		"end of the token": "9f8e7d6c5b4a", "CVV": `"` + cvv + `"`, "CVV in text": cvv + "cvv", "wallet": walletSecret,
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == markerName {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		text := path + "\n" + string(data)
		if filepath.Ext(path) == ".html" && filepath.Base(filepath.Dir(path)) != artifactsName {
			text += unpacked(t, text)
		}
		for what, leak := range leaks {
			if strings.Contains(text, leak) {
				t.Errorf("%s: the %s is in it", filepath.Base(path), what)
			}
		}
		// The canary must have sung: what was planted is there, masked.
		if !strings.Contains(text, "411111******1111") {
			t.Errorf("%s: nothing of what was planted is in it", filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files != 13 { // log, three reports and four files of further ones, summary, artifact and its copy; what is joined
		t.Errorf("%d files were searched, want 13", files)
	}
}

// walletFields are the parameters that carry what a wallet pays with, and
// walletSecret is what they have here.
var walletFields = []string{
	"applePay.paymentToken", "googlePay.paymentToken", "ApplePay.paymenttoken", "tokenAccount.number",
	"tokenAccount.cryptogram", "tokenAccount.dtvc", "risk.accountToken",
}

const walletSecret = "secret-of-a-wallet"

// plant writes a log with text in every field of every record, and all
// reports of it.
func plant(t *testing.T, m *mask.Masker, text, cvv string) string {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "out")
	var run RunRecord
	fill(reflect.ValueOf(&run).Elem(), text)
	run.Schema = Schema
	l, err := Create(dir, run, WithMask(m))
	check(err)
	var feature FeatureRecord
	fill(reflect.ValueOf(&feature).Elem(), text)
	feature.Text = "Feature: " + text + "\n  Scenario: " + text + "\n    Given " + text + "\n"
	check(l.Feature(feature))
	for i, v := range []Verdict{Failed, Broken, Unavailable, Passed, Skipped} {
		id := text + string('a'+rune(i))
		var s ScenarioRecord
		fill(reflect.ValueOf(&s).Elem(), text)
		s.ID, s.File, s.Line = id, feature.File, 2
		if i > 2 {
			s.File += "2"
		}
		if i%2 == 0 {
			s.Quarantine = nil
		}
		check(l.Scenario(s))
		var (
			start    AttemptStart
			step     StepRecord
			exchange ExchangeRecord
			journey  JourneyRecord
			told     NotificationRecord
			end      AttemptEnd
		)
		for _, r := range []any{&start, &step, &exchange, &journey, &told, &end} {
			fill(reflect.ValueOf(r).Elem(), text)
			reflect.ValueOf(r).Elem().FieldByName("Scenario").SetString(id)
		}
		exchange.Form = append(exchange.Form, Field{"card.cvv", cvv}, Field{"card.number", "4111111111111111"})
		for _, name := range walletFields {
			exchange.Form = append(exchange.Form, Field{name, walletSecret})
		}
		end.Verdict, end.Cause = v, text+"cause"
		artifact, err := l.Artifact(id, start.Attempt, text, "text/html", []byte(text))
		check(err)
		if i > 0 {
			check(os.Remove(filepath.Join(dir, artifact.Path)))
		}
		check(l.Attempt([]any{start, step, exchange, journey, told, artifact, end}))
	}
	var elsewhere ElsewhereRecord
	fill(reflect.ValueOf(&elsewhere).Elem(), text)
	check(l.Elsewhere(elsewhere))
	check(l.End(RunEnd{At: at(1), Cause: text}))
	check(l.Close())
	r, err := Read(dir)
	check(err)
	defer r.Close()
	var further []string
	for _, f := range Formats() {
		further = append(further, f.Name)
	}
	_, err = WriteAll(r, dir, further...)
	check(err)
	left, err := Join(r, filepath.Join(dir, "joined"))
	check(err)
	if left != 4 {
		t.Errorf("%d artifacts could not be joined, want the 4 that are gone", left)
	}
	var summary strings.Builder
	check(Summary(&summary, r, Style{Color: true}))
	check(Annotations(&summary, r))
	check(os.WriteFile(filepath.Join(dir, "summary.txt"), []byte(summary.String()), 0o644))
	return dir
}
