package simulator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"
)

// visitor sends requests to a channel through the handler.
type visitor struct {
	s *Server
	c Channel
}

// send returns the id of what was made.
func (v visitor) send(verb, path string, pairs ...string) string {
	form := url.Values{"entityId": {v.c.EntityID}}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		form.Set(name, value)
	}
	address, body := path, form.Encode()
	if !strings.HasPrefix(path, "/") {
		address = "/v1/" + path
	}
	if verb != http.MethodPost {
		address, body = address+"?"+body, ""
	}
	r := httptest.NewRequest(verb, address, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+v.c.AccessToken)
	w := httptest.NewRecorder()
	v.s.API().ServeHTTP(w, r)
	_, rest, _ := strings.Cut(w.Body.String(), `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// busy does all that makes a channel remember something: payments that wait and
// that do not, a chain, accounts, references, schedules, calls that are counted.
func (v visitor) busy(n int) {
	card := []string{
		"paymentBrand=VISA", "card.number=4200000000000000", "card.expiryMonth=05", "card.expiryYear=2049",
		fmt.Sprint("merchantTransactionId=order-", n),
	}
	money := []string{"amount=9.00", "currency=EUR"}
	with := func(more ...string) []string { return append(append(more, money...), card...) }
	pa := v.send("POST", "payments", with("paymentType=PA")...)
	v.send("POST", "payments/"+pa, "paymentType=CP", "amount=4.00", "currency=EUR")
	v.send("POST", "payments/"+pa, "paymentType=RF", "amount=1.00", "currency=EUR")
	v.send("POST", "payments/"+strings.Repeat("f", 32), "paymentType=RV", "merchantTransactionId=lost")
	v.send("POST", "payments", with("paymentType=DB", "createRegistration=true", "card.holder=800.100.151")...)
	token := v.send("POST", "registrations", card...)
	sd := v.send("POST", "/scheduling/v1/schedules", "registrationId="+token, "paymentType=DB", "amount=9.00",
		"currency=EUR", "job.second=*/30", "merchantTransactionId=always-the-same")
	if v.send("POST", "/scheduling/v1/schedules/"+sd+"/reschedule", "amount=8.00"); n%2 == 0 {
		v.send("POST", "/scheduling/v1/schedules/"+sd+"/deschedule")
	}
	waiting := v.send("POST", "payments", append(money, "paymentType=DB", "paymentBrand=KNET",
		"shopperResultUrl=https://shop.example/", "merchantTransactionId=always-the-same")...)
	box := v.send("POST", "checkouts", append(money, "paymentType=DB", "merchantMemo=a box")...)
	for range 3 {
		v.send("GET", "checkouts/"+box+"/payment")
		v.send("GET", "payments/"+pa)
		v.send("GET", "payments/"+waiting)
	}
}

// TestD36NothingGrows does many times more than a gateway keeps, and counts all
// that it holds in memory on the way. When the channel is given back, all of
// it is gone.
func TestD36NothingGrows(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 50, Now: func() time.Time { return noon }})
	before := held(s)
	leased, err := s.add(Channel{})
	if err != nil {
		t.Fatal(err)
	}
	v := visitor{s, leased}
	counts := make([]int, 3)
	for i := range counts {
		for n := range 300 {
			v.busy(n + 300*i)
			s.channel(leased.EntityID).clock.advance(time.Second) // so that little ends by itself
		}
		counts[i] = held(s) - before
	}
	if first, last := counts[0], counts[2]; last > first+first/5 || first < 50 {
		t.Errorf("beside the %d things of an empty gateway %v were held", before, counts)
	}
	s.release(leased.EntityID)
	if after := held(s); after > before {
		t.Errorf("%d things are held after the channel was given back, %d before it was leased", after, before)
	}
}

// held counts what a gateway holds.
func held(s *Server) int {
	r := reached{seen: map[unsafe.Pointer]bool{}}
	r.walk(reflect.ValueOf(s))
	return r.count
}

// reached counts what can be reached from a value: everything that is pointed
// to and the places of all maps and lists, whatever they are called. So it sees
// the growth of what nobody thought of when this was written.
type reached struct {
	seen  map[unsafe.Pointer]bool
	count int
}

func (r *reached) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		r.follow(v.UnsafePointer(), v.Type().Elem())
	case reflect.Interface:
		r.walk(v.Elem())
	case reflect.Struct:
		r.walkStruct(v)
	case reflect.Map:
		r.count += v.Len()
		for entries := v.MapRange(); entries.Next(); {
			r.walk(entries.Value())
		}
	case reflect.Slice:
		r.count += v.Cap()
		r.walkList(v)
	case reflect.Array:
		r.walkList(v)
	}
}

// follow walks what a pointer points to, once.
func (r *reached) follow(to unsafe.Pointer, kind reflect.Type) {
	if to == nil || r.seen[to] || kind.PkgPath() != "" && !strings.HasPrefix(kind.PkgPath(), "assay/") {
		return
	}
	r.seen[to] = true
	r.count++
	r.walk(reflect.NewAt(kind, to).Elem())
}

func (r *reached) walkList(v reflect.Value) {
	switch v.Type().Elem().Kind() {
	case reflect.Uint8, reflect.Int64, reflect.String:
		return
	}
	for i := range v.Len() {
		r.walk(v.Index(i))
	}
}

// walkStruct looks into the two types of the standard library that hide their
// pointers, too.
func (r *reached) walkStruct(v reflect.Value) {
	switch t := v.Type(); {
	case t == reflect.TypeFor[sync.Map]():
		m := (*sync.Map)(unsafe.Pointer(v.UnsafeAddr()))
		m.Range(func(_, value any) bool {
			r.count++
			r.walk(reflect.ValueOf(value))
			return true
		})
	case t.PkgPath() == "sync/atomic" && strings.HasPrefix(t.Name(), "Pointer["):
		r.follow(v.FieldByName("v").UnsafePointer(), v.Field(0).Type().Elem().Elem())
	default:
		for i := range v.NumField() {
			r.walk(v.Field(i))
		}
	}
}
