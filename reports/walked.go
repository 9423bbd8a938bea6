package reports

// What a run record's Settings say of how the shopper saw pages. Without the entry
// it was in a browser.
const (
	SettingBrowser = "browser"
	NoBrowser      = "none"
)

// SettingVary is in a run record's Settings when answers were awkward on purpose,
// with the number that says how.
const SettingVary = "vary"

// walkedNews says that no browser showed the pages, so that no report passes for
// one of a run in which a browser did.
func walkedNews(r *Run) string {
	if r.Settings[SettingBrowser] != NoBrowser {
		return ""
	}
	return "No browser showed the pages: their forms were followed over HTTP, and what needs scripts was skipped."
}
