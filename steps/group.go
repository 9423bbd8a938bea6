package steps

import (
	"fmt"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// rejection is a group of result codes in the words of a feature, to be read
// after "is rejected". Every group of rejections in the tables has its words
// here, and each of them is used by a scenario; tests hold both.
type rejection struct{ group, words string }

// rejections is read only.
var rejections = []rejection{
	{"reject-3ds-intercard", "by 3-D Secure or the Intercard check"},
	{"reject-bank", "by the bank"},
	{"reject-communication", "because a connection failed"},
	{"reject-system", "because a system failed"},
	{"reject-async-workflow", "because it was never confirmed"},
	{"soft-decline", "for want of 3-D Secure"},
	{"reject-external-risk", "by an external risk check"},
	{"reject-address-validation", "by the address check"},
	{"reject-3ds", "by 3-D Secure"},
	{"reject-blacklist", "by a blacklist"},
	{"reject-risk-validation", "by the risk rules"},
	{"reject-config", "for the channel's configuration"},
	{"reject-registration", "for its registration"},
	{"reject-job", "for its schedule"},
	{"reject-reference", "for what it refers to"},
	{"reject-mac-control", "by the rules for repeating"},
	{"reject-format", "for its format"},
	{"reject-address", "for its address"},
	{"reject-contact", "for its contact data"},
	{"reject-account", "for its account"},
	{"reject-amount", "for its amount"},
	{"reject-risk-management", "for its risk parameters"},
}

// groupPattern is the pattern of the word {group}.
func groupPattern() string {
	all := make([]string, len(rejections))
	for i, r := range rejections {
		all[i] = r.words
	}
	return strings.Join(all, "|")
}

// expectGroup compares the group of p's result code.
func expectGroup(p *opp.Payment, words string) error {
	want := groupInWords(words)
	if want == "" {
		return fmt.Errorf("no group of result codes is called %q", words)
	}
	if got, _ := spec.GroupOf(p.Code()); got.Name != want {
		return wrong(p, "group of the result code", fmt.Sprintf("%s (%s)", orElse(got.Name, "none"), p.Code()), want)
	}
	return nil
}

// groupInWords returns the group of result codes that a feature means by its
// words after "is rejected", "" if they mean none.
func groupInWords(words string) string {
	for _, r := range rejections {
		if r.words == words {
			return r.group
		}
	}
	return ""
}
