package simulator

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"assay/support/spec"
)

// Config is what a simulator is made with. The zero value is a gateway with one
// channel that may do everything.
type Config struct {
	Now          func() time.Time // the wall; nil = time.Now
	Seed         int64            // ids, tokens and tables follow from it
	Vary         int64            // not 0: answers have unknown fields and shuffled keys, by this seed (D26)
	Channels     []Channel        // none = one is made
	Brands       *spec.Catalogue  // nil = those of the tables
	MaxPayments  int              // how many are kept (D36); 0 = 250,000
	Retention    time.Duration    // how long, on the channel's clock (D36); 0 = 14 months
	PublicURL    string           // base of redirect URLs, ends in "/"; "" = as the request was addressed
	Faults       []string         // what all channels do wrong, see [Faults] and [Disturbances]
	WebhookHosts []string         // hosts beyond this machine that webhooks may lead to; "*" = all
	WebhookCA    []byte           // PEM of authorities that shops may have, beside the system's
}

// Server is a gateway: channels, payments, pages. Its methods may be called at
// the same time.
type Server struct {
	wall        func() time.Time
	seed        int64
	vary        int64
	varied      atomic.Uint64
	public      string
	buildNumber string
	brands      *spec.Catalogue
	verdicts    map[string]verdict
	codeList    []byte
	router      router
	store       *store
	checkouts   *checkouts
	retention   time.Duration
	ids         sequence // for answers that no channel is known for
	stranger    *profile // stands in for the channel of an unknown entity
	pages       *template.Template
	kinds       map[string]*pageKind
	faults      misbehaviour // of all channels
	faultNames  []string     // the same as it was written
	office      *postOffice

	ahead    atomic.Int64 // how far "all channels" were advanced: new ones start there
	channels sync.Map     // entityId -> *channel
	links    sync.Map     // id of a payment link -> *paymentLink
	leases   atomic.Int64
	shared   Channel // credentials that all leased channels have
	first    Channel // the default channel
}

// New makes a simulator. It panics if the configuration's channels are wrong;
// [Start] returns that as an error.
func New(c Config) *Server {
	s, err := build(c)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	return s
}

func build(c Config) (*Server, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Brands == nil {
		c.Brands = spec.Known()
	}
	s := &Server{
		wall: c.Now, seed: c.Seed, vary: c.Vary, public: c.PublicURL, brands: c.Brands,
		verdicts: verdicts(), router: newRouter(routes), store: newStore(c.MaxPayments),
		checkouts: newCheckouts(c.MaxPayments),
		stranger:  &profile{settings: defaultSettings()}, pages: pages(), kinds: pageKinds(),
	}
	if s.retention = c.Retention; s.retention <= 0 {
		s.retention = DefaultRetention
	}
	var err error
	s.faultNames = c.Faults
	if s.faults, err = readFaults(c.Faults); err != nil {
		return nil, err
	}
	s.stranger = s.stranger.with(s.faults)
	if s.office, err = newPostOffice(c.WebhookHosts, c.WebhookCA); err != nil {
		return nil, err
	}
	s.ids.key = keyOf(c.Seed, "gateway")
	s.shared = Channel{UserID: s.ids.hex32(), Password: s.ids.hex32()[:16]}
	s.shared.AccessToken = bearerOf(s.shared)
	s.buildNumber = s.ids.hex32() + s.ids.hex32()[:8] + "@" + c.Now().UTC().Format("2006-01-02 15:04:05 +0000") // D22
	s.codeList = s.listCodes()
	if len(c.Channels) == 0 {
		c.Channels = []Channel{{Name: "Assay_Channel"}}
	}
	for i, given := range c.Channels {
		added, err := s.add(given)
		if err != nil {
			if wrong := (*ChannelError)(nil); errors.As(err, &wrong) {
				wrong.Index = i
			}
			return nil, fmt.Errorf("channel %d: %w", i+1, err)
		}
		if i == 0 {
			s.first = added
		}
	}
	return s, nil
}

// bearerOf is the access token of a user: base64 of id and password, as real ones
// are. Source: Authentication.
func bearerOf(c Channel) string {
	return base64.StdEncoding.EncodeToString([]byte(c.UserID + "|" + c.Password))
}

func (s *Server) listCodes() []byte {
	w := writer{b: []byte{'{'}}
	w.open("resultCodes", '[')
	for _, c := range spec.Codes() {
		w.open("", '{')
		w.text("code", c.Code)
		w.text("description", c.Description)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return w.b
}

// add opens a channel; what is left out of its identity is made up.
func (s *Server) add(c Channel) (Channel, error) {
	n := s.leases.Add(1)
	if c.EntityID == "" {
		ids := sequence{key: keyOf(s.seed, fmt.Sprint("entity ", n))}
		c.EntityID, _ = ids.id()
	}
	parent, err := s.above(c)
	if err != nil {
		return c, err
	}
	if c.AccessToken == "" && c.UserID == "" {
		login := s.login(parent)
		c.AccessToken, c.UserID, c.Password = login.AccessToken, login.UserID, login.Password
	}
	if c.Name == "" {
		c.Name = fmt.Sprintf("Assay_Channel_%d", n)
	}
	if err := s.office.hosts.check(c.Webhooks); err != nil {
		return c, err
	}
	p, err := newProfile(c, s.faults)
	if err != nil {
		return c, err
	}
	ch := newChannel(p, s.wall, time.Duration(s.ahead.Load()), s.seed)
	ch.parent, ch.retention, ch.mail = parent, s.retention, newMailroom(s, ch)
	if _, taken := s.channels.LoadOrStore(c.EntityID, ch); taken {
		return c, wrongAt(&Error{
			Message: "entityId " + c.EntityID + " is taken", Remedy: "give every channel its own entityId, or none",
		}, "entityId")
	}
	return p.Channel, nil
}

// channel returns the channel of an entityId, nil if there is none.
func (s *Server) channel(entityID string) *channel {
	if entityID == "" {
		return nil
	}
	c, known := s.channels.Load(entityID)
	if !known {
		return nil
	}
	return c.(*channel)
}

// release closes a channel and forgets its payments.
func (s *Server) release(entityID string) bool {
	c, known := s.channels.LoadAndDelete(entityID)
	if !known {
		return false
	}
	ch := c.(*channel)
	ch.closed.Store(true)
	ch.mail.close()
	s.checkouts.release(ch)
	s.forgetLinks(ch)
	for _, p := range ch.all() {
		s.store.drop(p)
	}
	return true
}

// Close ends what the simulator does on its own: the delivery of notifications.
// Requests are still answered.
func (s *Server) Close() {
	s.channels.Range(func(_, c any) bool {
		c.(*channel).mail.close()
		return true
	})
	s.office.close()
}

// now is the time where no channel is known.
func (s *Server) now() time.Time { return s.wall().Add(time.Duration(s.ahead.Load())).UTC() }

// base is the address of the gateway as the client sees it, ending in "/".
func (s *Server) base(r *http.Request) string {
	switch {
	case s.public != "":
		return s.public
	case r.TLS != nil:
		return "https://" + r.Host + "/"
	}
	return "http://" + r.Host + "/"
}

// API is the gateway's handler: the API and the pages of its brands.
func (s *Server) API() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	switch path := tidy(r.URL.Path); {
	case strings.HasPrefix(path, pagesPath):
		s.servePage(w, r, path)
		return
	case path == executePath:
		s.execute(w, r)
		return
	case strings.HasPrefix(path, linksPath):
		s.serveLink(w, r, path)
		return
	}
	answer, ids, known := s.router.find(r.Method, r.URL.Path)
	e, unreadable := s.take(w, r, ids)
	defer e.release()
	profile, err := asked(e.profile, r)
	if err != nil {
		refuseFault(w, err)
		return
	}
	e.profile = profile
	if unreadable == 0 && e.profile.settings.rules.faults != (faults{}) {
		e.misread()
	}
	if e.profile.disturbances != nil {
		s.disturbed(w, r, e.profile.disturbances, nil, func(w http.ResponseWriter) {
			e.w = w
			s.handle(e, answer, known, unreadable)
		})
		return
	}
	s.handle(e, answer, known, unreadable)
}

var (
	doubleSlashNotFound = wrongly("contract", "double-slash-not-found", "a path with a double slash is not found")
	wrongVerbNotFound   = wrongly("contract", "wrong-verb-not-found", "a verb that a path does not have is HTTP 404")
	unknownPathSucceeds = wrongly("contract", "unknown-path-succeeds", "an unknown path is answered with HTTP 200")
)

// handle answers a request for the API: answer is nil where there is none for
// it, known says that there is one for another verb, unreadable is the status of a
// body that cannot be read.
func (s *Server) handle(e *exchange, answer func(*Server, *exchange), known bool, unreadable int) {
	switch {
	case e.profile.faulty(doubleSlashNotFound) && strings.Contains(e.r.URL.Path, "//"):
		s.refuse(e, http.StatusNotFound, codeInvalid, nil)
	case answer == nil && known && !e.profile.faulty(wrongVerbNotFound):
		s.refuse(e, http.StatusMethodNotAllowed, codeInvalidMethod, nil)
	case answer == nil:
		s.refuse(e, e.profile.when(unknownPathSucceeds, http.StatusOK, http.StatusNotFound), codeInvalid, nil)
	case unreadable != 0:
		s.refuse(e, unreadable, codeInvalid, nil)
	default:
		answer(s, e)
	}
}
