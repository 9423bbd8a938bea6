package reports

import "maps"

// What a run record's Settings say of how the shopper saw pages. Without the entry
// it was in a browser.
const (
	SettingBrowser = "browser"
	NoBrowser      = "none"
	PartNoBrowser  = "none in part" // of several logs, of which some have NoBrowser
)

// SettingVary is in a run record's Settings when answers were awkward on purpose,
// with the number that says how.
const SettingVary = "vary"

// walkedNews says that no browser showed the pages, so that no report passes for
// one of a run in which a browser did.
func walkedNews(r *Run) string {
	const instead = "their forms were followed over HTTP, and what needs scripts was skipped."
	switch r.Settings[SettingBrowser] {
	case NoBrowser:
		return "No browser showed the pages: " + instead
	case PartNoBrowser:
		return "In a part of the run no browser showed the pages: " + instead
	}
	return ""
}

// walkedIn is what the settings of a whole run say of its pages when its logs do
// not agree.
func walkedIn(settings map[string]string, all []located[RunRecord]) map[string]string {
	for _, one := range all {
		if one.record.Settings[SettingBrowser] != settings[SettingBrowser] {
			settings = maps.Clone(settings)
			if settings == nil {
				settings = map[string]string{}
			}
			settings[SettingBrowser] = PartNoBrowser
			break
		}
	}
	return settings
}
