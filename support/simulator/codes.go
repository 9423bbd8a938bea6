package simulator

import (
	"fmt"
	"sync"

	"assay/support/spec"
)

// The result codes that the simulator chooses itself. Their texts come from the
// tables; a test holds each against them.
const (
	codeLive                  = "000.000.000"
	codeFound                 = "000.000.100"
	codeIntegratorTest        = "000.100.110"
	codeValidatorTest         = "000.100.111"
	codeConnectorTest         = "000.100.112"
	codeChargeback            = "000.100.200"
	codePending               = "000.200.000"
	codeCheckoutCreated       = "000.200.100"
	codeCheckoutUpdated       = "000.200.101"
	codeCheckoutDeleted       = "000.200.102"
	codeCheckoutPending       = "000.200.103"
	codeRiskChecked           = "000.300.100"
	codeReview                = "000.400.000"
	codeRiskedAfter           = "000.400.100"
	codeNotParticipating      = "000.400.101"
	codeNotEnrolled           = "000.400.102"
	code3DSFailed             = "000.400.103"
	codeNotEnrolledFor2       = "000.400.109"
	codeBadAccount            = "100.100.101"
	codeCardExpired           = "100.100.303"
	codeWrongCVV              = "100.100.601"
	codeBrandMismatch         = "100.100.700"
	codeNoAccount             = "100.150.100"
	codeTokenLength           = "100.150.101"
	codeUnknownToken          = "100.150.200"
	codeTokenUnconfirmed      = "100.150.201"
	codeDeregistered          = "100.150.202"
	codeTokenRejected         = "100.150.203"
	codeNoToken               = "100.150.204"
	codeNoFirstPayment        = "100.150.300"
	codeNoExecution           = "100.250.100"
	codeNoJobAction           = "100.250.105"
	codeJobDuration           = "100.250.106"
	codeJobNotice             = "100.250.107"
	codeEmptyExecution        = "100.250.110"
	codeEmptyExpression       = "100.250.111"
	codeJobCombination        = "100.250.120"
	codeJobHour               = "100.250.121"
	codeJobMinute             = "100.250.122"
	codeJobDay                = "100.250.123"
	codeJobMonth              = "100.250.124"
	codeJobWeekday            = "100.250.125"
	codeNoJob                 = "100.250.250"
	codeNoTestMode            = "100.300.101"
	codeCannotDeregister      = "100.350.303"
	codeCannotExtend          = "100.350.316"
	codeCannotSchedule        = "100.360.300"
	codeCannotDeschedule      = "100.360.303"
	codeLoginFailed           = "100.380.401"
	codeCancelled             = "100.396.101"
	codeNotConfirmed          = "100.396.102"
	codeTimedOut              = "100.396.103"
	codeUncertain             = "100.396.104"
	codeTermsRefused          = "100.396.106"
	codeMerchantCancelled     = "100.396.201"
	codeNoCredit              = "100.400.002"
	codeRiskDenied            = "100.400.142"
	codeRiskVoided            = "100.400.147"
	codeWaitsForRisk          = "100.400.500"
	codeAmountTooLow          = "100.550.300"
	codeAmountTooLarge        = "100.550.301"
	codeRiskBelowAmount       = "100.550.605"
	codeUUIDUsed              = "200.200.106"
	codeInvalidMethod         = "200.300.403"
	codeInvalid               = "200.300.404"
	codeChannelDisabled       = "500.100.201"
	codeChannelNew            = "500.100.202"
	codeChannelClosed         = "500.100.203"
	codeConnectorDisabled     = "500.100.301"
	codeConnectorNew          = "500.100.302"
	codeConnectorClosed       = "500.100.303"
	codeConnectorUnavailable  = "500.100.401"
	codeBrandNotConfigured    = "600.200.201"
	codeTypeNotConfigured     = "600.200.202"
	codeNotConfigured         = "600.200.500"
	codeWrongRecurring        = "600.200.501"
	codeWrongMode             = "600.200.700"
	codeBadForcedCode         = "600.200.810"
	codeAddressNotListed      = "600.300.200"
	codeNotificationNotListed = "600.300.210"
	codeReturnNotListed       = "600.300.211"
	codeReferenceMissing      = "700.100.100"
	codeOtherAmount           = "700.100.200"
	codeOtherMethod           = "700.100.400"
	codeOtherCurrency         = "700.100.500"
	codeOtherMode             = "700.100.600"
	codeWrongType             = "700.100.700"
	codeInvalidType           = "700.300.100"
	codeRefRejected           = "700.300.200"
	codeAlreadyDone           = "700.300.300"
	codeCaptureTooLate        = "700.300.400"
	codeManyChargebacks       = "700.300.500"
	codeChargedBack           = "700.300.600"
	codeTooLateToReverse      = "700.300.700"
	codeCannotVoid            = "700.300.800"
	codeCannotCapture         = "700.400.100"
	codeCaptureUnsupported    = "700.400.101"
	codeCannotRefund          = "700.400.200"
	codeCannotReverse         = "700.400.300"
	codeCannotChargeBack      = "700.400.400"
	codeChargebackInternal    = "700.400.402"
	codeCBReversed            = "700.400.410"
	codeCBRepresented         = "700.400.411"
	codeNoChargeback          = "700.400.420"
	codeNothingToCapture      = "700.400.510"
	codeNothingToRefund       = "700.400.520"
	codeNothingToReverse      = "700.400.530"
	codeNothingToCharge       = "700.400.550"
	codeNothingToReceive      = "700.400.560"
	codeReceiptInternal       = "700.400.562"
	codeReferencePending      = "700.400.570"
	codeUnknownPayment        = "700.400.580"
	codeOtherChannel          = "700.400.700"
	codeTooManyLinked         = "700.500.001"
	codeTestCardLive          = "700.500.003"
	codeDuplicate             = "800.110.100"
	codeThrottled             = "800.120.100"
	codeCountryListed         = "800.300.102"
	codeEmailListed           = "800.300.200"
	codeIPListed              = "800.300.301"
	codeBINListed             = "800.300.401"
	codeWaitsForMoney         = "800.400.500"
	codeInFlight              = "800.700.100"
	codeUnauthorised          = "800.900.300"
	codeNoRights              = "800.900.301"
	codeTechnical             = "999.999.999"
)

// throttledText is what the API says with 800.120.100; its own list of codes
// has another text (D15).
const throttledText = "Too many requests. Please try again later."

// verdict is what a result code means, worked out once per code.
type verdict struct {
	code   string
	text   string // literal description
	status int    // HTTP status of an answer with this code (D03)
	state  state
}

// verdicts are those of every known code. They are facts, read from the tables
// once.
var verdicts = sync.OnceValue(func() map[string]verdict {
	meaning := map[string]string{} // by group: its codes mean the same
	all := make(map[string]verdict, len(spec.Codes()))
	for _, c := range spec.Codes() {
		if _, known := meaning[c.Group]; !known {
			meaning[c.Group] = spec.VerdictOf(c.Code)
		}
		v := verdict{code: c.Code, text: c.Description, status: 400, state: rejected}
		switch meaning[c.Group] {
		case spec.Approved, spec.UnderReview, spec.ChargedBack:
			v.status, v.state = 200, approved
		case spec.Pending:
			v.status, v.state = 200, pending
		}
		if c.Code == codeThrottled {
			v.text, v.status = throttledText, 429
		}
		all[c.Code] = v
	}
	return all
})

// looksLikeCode says whether a value has the form of a result code, as the
// decline triggers carry it (D24).
func looksLikeCode(s string) bool {
	if len(s) != 11 || s[3] != '.' || s[7] != '.' {
		return false
	}
	for i := range len(s) {
		if i != 3 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

func (v verdict) String() string { return fmt.Sprintf("%s (HTTP %d)", v.text, v.status) }
