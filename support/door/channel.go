package door

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// channelState is what a page tells of a channel beside its payments.
type channelState struct {
	EntityID string
	Channels []channelRow // to choose from
	Clock    string
	Faults   []string // what goes wrong on purpose
	Hooks    []hookRow
	Notices  []noticeRow // the newest first
}

// channelRow is a channel to choose.
type channelRow struct {
	Name     string   `json:"name"`
	EntityID string   `json:"entityId"`
	Faults   []string `json:"faults"`
	Chosen   bool     `json:"-"`
}

// hookRow is a webhook of the channel's.
type hookRow struct {
	URL     string   `json:"url"`
	Types   []string `json:"types"`
	Active  bool     `json:"active"`
	Waiting int      `json:"waiting"`
	Paused  bool     `json:"paused"`
}

// noticeRow is a notification of the channel's.
type noticeRow struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	ID     string `json:"id"`
	At     string `json:"at"`
	State  string `json:"state"`
	Tries  int    `json:"tries"`
	Last   string `json:"last"`
	Next   string `json:"next"`
	Reason string `json:"reason"`
}

// maxNoticeRows is how many notifications one page shows.
const maxNoticeRows = 50

func (d *Door) channelState(ctx context.Context, entity string) (channelState, error) {
	state := channelState{EntityID: entity}
	raw, err := d.control.Channels(ctx)
	if err != nil {
		return state, err
	}
	var list struct {
		Channels []channelRow
		Faults   []string
	}
	if err := json.Unmarshal(d.mask.Bytes(raw), &list); err != nil {
		return state, err
	}
	state.Channels, state.Faults = list.Channels, list.Faults
	for i, c := range list.Channels {
		if c.EntityID == entity {
			list.Channels[i].Chosen = true
			state.Faults = append(state.Faults, c.Faults...)
		}
	}
	now, err := d.control.Clock(ctx, entity)
	if err != nil {
		return state, err
	}
	state.Clock = now.UTC().Format(time.DateTime)
	state.Hooks, state.Notices, err = d.notices(ctx, entity)
	state.Notices = state.Notices[:min(len(state.Notices), maxNoticeRows)]
	return state, err
}

// notices are a channel's webhooks and what they were told, the newest first.
func (d *Door) notices(ctx context.Context, entity string) ([]hookRow, []noticeRow, error) {
	raw, err := d.control.Notices(ctx, entity)
	if err != nil {
		return nil, nil, err
	}
	var list struct {
		Webhooks      []hookRow
		Notifications []noticeRow
	}
	err = json.Unmarshal(d.mask.Bytes(raw), &list)
	for i := range list.Webhooks {
		list.Webhooks[i].URL = d.place(list.Webhooks[i].URL)
	}
	for i := range list.Notifications {
		n := &list.Notifications[i]
		n.URL, n.Reason = d.place(n.URL), d.mask.String(n.Reason)
		n.At, n.Last, n.Next = second(n.At), second(n.Last), second(n.Next)
	}
	slices.Reverse(list.Notifications)
	return list.Webhooks, list.Notifications, err
}

// place is the address of a webhook without what a shop may have hidden in it:
// a login, or a query.
func (d *Door) place(address string) string {
	address, _, query := strings.Cut(d.mask.URL(address), "?")
	if query {
		address += "?..."
	}
	return address
}

// maxAdvance is how far one form moves a clock: beyond the time for which a
// payment is kept there is nothing to see.
const maxAdvance = 500 * 24 * time.Hour

// advanceClock moves the clock of a channel, and comes back to its payments.
func (d *Door) advanceClock(w http.ResponseWriter, r *http.Request) {
	entity := r.PostFormValue("entityId")
	by, err := time.ParseDuration(r.PostFormValue("advance"))
	if err == nil && (by <= 0 || by > maxAdvance) {
		err = errors.New("out of range")
	}
	if err != nil {
		d.fail(w, http.StatusUnprocessableEntity, "The clock stays", "It goes forward only, by 31m or 24h or up to 12000h.")
		return
	}
	if err := d.control.Advance(r.Context(), entity, by); err != nil {
		d.fail(w, http.StatusUnprocessableEntity, "The clock stays", d.reason(err))
		return
	}
	http.Redirect(w, r, "/?entityId="+url.QueryEscape(entity), http.StatusSeeOther)
}
