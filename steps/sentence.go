package steps

// Word is a placeholder that sentences may use, in the manner of Cucumber's
// parameter types. godog hands every match on as a plain string.
type Word struct {
	Name    string // as written between braces
	Pattern string // expression without capturing groups
	Meaning string // for the reader of a catalogue
}

const transactions = `payment|preauthorization|debit|credit|capture|refund|reversal|receipt|registration|` +
	`increment|rebill|chargeback reversal|chargeback|representment reversal|representment|deregistration|extension|` +
	`authentication|exemption|risk check|schedule|rescheduling|descheduling|checkout|payment link`

// words lists every placeholder there is. It is read only.
var words = []Word{
	{"type", `PA\.CP|PA|DB|CD`, "what the first request of a payment asks for"},
	{"amount", `\d+\.\d{2}`, "a decimal with two fraction digits"},
	{"currency", `[A-Z]{3}`, "an ISO 4217 code"},
	{"brand", `\p{Lu}[\p{L}\p{N}_-]*`, "a paymentBrand"},
	{"code", `\d{3}\.\d{3}\.\d{3}`, "a result code"},
	{"verdict", `approved|pending|rejected|under review|charged back`, "the group that a result code belongs to"},
	{"transaction", transactions, "the newest transaction of that kind in the scenario"},
	{
		"reference", `(?:` + transactions + `)(?: "` + namePattern + `")?`,
		`an earlier transaction of the scenario; the capture "first" is that of what is known as "first"`,
	},
	{"operation", `captures|refunds|rebills|charges back|receives`, "a back office operation about an amount"},
	{"done", `captured|refunded|rebilled|charged back|received`, "a back office operation that lies behind"},
	{"account", `a card the issuer approves|a card the issuer declines|an expired card|` +
		`a card number with a wrong check digit`, "test data by what it makes the issuer do"},
	{
		"stored", `the registration(?: "` + namePattern + `")?|a registration nobody knows|what is not a registration id|` +
			`a payment in place of a registration`,
		"a stored account",
	},
	{"plan", `the schedule|a schedule nobody knows`, "a schedule of the platform's own payments"},
	{"weekday", `Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday`, "a day of the week, in UTC"},
	{"card", `\d{6}\.\.\.\d{4}`, "a published test card by its first six and last four digits"},
	{"sample", `[A-Z][A-Z0-9_]*-\d{2}`, "one of the vendor's sample requests, by its name in the tables"},
	{"group", groupPattern(), "which rejection it is, by the group of its result code"},
	{"deed", `approves|declines|cancels`, "what the shopper does on the brand's page"},
	{"method", `GET|POST`, "how the shopper is to be sent off"},
	{"parameter", `[A-Za-z][\w.]*(?:\[[\w.]+\][\w.]*)*`, "the name of a request parameter"},
	{"path", `[^"]+`, "where in the answer, as a gjson path"},
	{"value", `[^"]*`, "a text"},
	{"message", `[^"]+`, "the gateway's own words"},
	{"entry", `login|TAN|code`, "what a brand's page asks the shopper for"},
	{"habit", habitPattern(), "what a simulated channel does differently"},
	{"mode", `live|validator`, "what a simulated channel is used for that no parameter asks for"},
	{"follower", `receipt|capture|chargeback|risk check`, "what the gateway adds to a payment by itself"},
	{"hour", `[012]\d:00`, "a full hour of the gateway's day, in UTC"},
	{"mishap", mishapPattern(), "what goes wrong on the way to the simulator or back"},
	{"place", placePattern(), "where the merchant's page has the payment shown"},
	{"size", `\d+x\d+`, "width and height in CSS pixels"},
	{"eci", `0[0-9]`, "an electronic commerce indicator"},
	{"status", `[1-5]\d{2}`, "an HTTP status"},
	{"times", `once|twice|\d+ times`, "how often"},
	{"payments", `\d+ payments?`, "how many"},
	{"decision", `accepts|rejects`, "what a person does who has looked at a payment"},
	{"ruling", `accepted|rejected`, "what a person has done who looked at a payment"},
	{"duration", `\d+ (?:minute|hour|day)s?`, "how long, on the gateway's clock"},
	{"manner", `leaves out customer data|wraps its body in JSON`, "how a webhook is set up"},
	{"callback", `notificationUrl|shopperResultUrl`, "an address of the merchant's that a request names"},
	{"events", `payments|registrations|schedules|risk checks`, "what a webhook is told of"},
	{"sum", `-?\d+\.\d{2}`, "an amount that may be below zero"},
	{"reconciliation", `SETTLED|FEE|CHARGEBACK|CHARGEBACK REVERSAL`, "what a settled amount is for"},
	{"number", `[1-9]\d*`, "which one, counted from 1"},
	{"verb", `GET|POST|PUT|PATCH|DELETE`, "an HTTP method"},
	{"name", namePattern, "what the scenario calls something, chosen by its author"},
	{"budget", `\d+ tries|\d+ (?:minute|hour|day)s?`, "how often to look, or for how long on the gateway's clock"},
	{"url", `[^" ]+`, "a path below the base URL, with {id} for the payment's id"},
}

// Words returns the placeholders that sentences may use.
func Words() []Word { return append([]Word(nil), words...) }

// sentence makes the expression of "a {type} of {amount}". Call it at package
// level only: an expression is known by its address. It panics on a word that is
// not listed, which can only happen at start.
func sentence(text string) *Expression {
	expr, err := express(text, words, group)
	if err != nil {
		panic("steps: " + err.Error())
	}
	return expr
}

// group returns the capturing group of a word. It is named, which lets no word
// occur twice in a sentence.
func group(w Word) string { return "(?P<" + w.Name + ">" + w.Pattern + ")" }
