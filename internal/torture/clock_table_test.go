package torture

// reading is a grade given at an instant, and the study day that it counts for.
type reading struct {
	at  string // RFC 3339 with the offset of then and there
	day string
}

// scenario is what a clock shows over some grades.
type scenario struct {
	name    string
	zone    string // whose offsets the moments have; "" for a traveller
	start   int    // hour at which a study day begins
	moments []reading
	within  bool // all of them in one session
	ahead   int  // cards whose review is still to come, seen from the last moment
}

var scenarios = []scenario{
	{name: "Berlin loses an hour", zone: "Europe/Berlin", start: 4, moments: []reading{
		{"2026-03-29T01:59:00+01:00", "2026-03-28"}, {"2026-03-29T03:00:00+02:00", "2026-03-28"},
		{"2026-03-29T03:59:00+02:00", "2026-03-28"}, {"2026-03-29T04:00:00+02:00", "2026-03-29"}}},
	{name: "Berlin loses an hour within a session", zone: "Europe/Berlin", start: 4, within: true, moments: []reading{
		{"2026-03-29T01:59:00+01:00", "2026-03-28"}, {"2026-03-29T03:00:00+02:00",
			"2026-03-28"}, {"2026-03-29T04:00:00+02:00", "2026-03-29"}}},
	{name: "Berlin loses an hour, days from midnight", zone: "Europe/Berlin", start: 0, moments: []reading{
		{"2026-03-28T23:59:00+01:00", "2026-03-28"}, {"2026-03-29T00:00:00+01:00", "2026-03-29"},
		{"2026-03-29T23:59:00+02:00", "2026-03-29"}, {"2026-03-30T00:00:00+02:00", "2026-03-30"}}},
	{name: "Berlin has an hour twice", zone: "Europe/Berlin", start: 4, moments: []reading{
		{"2026-10-25T02:30:00+02:00", "2026-10-24"}, {"2026-10-25T02:30:00+01:00",
			"2026-10-24"}, {"2026-10-25T04:00:00+01:00", "2026-10-25"}}},
	{name: "Berlin has an hour twice, days from midnight", zone: "Europe/Berlin", start: 0, moments: []reading{
		{"2026-10-24T23:59:00+02:00", "2026-10-24"}, {"2026-10-25T02:30:00+02:00", "2026-10-25"},
		{"2026-10-25T02:30:00+01:00", "2026-10-25"}, {"2026-10-26T00:00:00+01:00", "2026-10-26"}}},
	{name: "New York, days from an hour that is lost", zone: "America/New_York", start: 2, moments: []reading{
		{"2026-03-08T01:59:00-05:00", "2026-03-07"}, {"2026-03-08T03:00:00-04:00", "2026-03-08"}}},
	{name: "New York, days from an hour that comes twice", zone: "America/New_York", start: 1, moments: []reading{
		{"2026-11-01T00:59:00-04:00", "2026-10-31"}, {"2026-11-01T01:00:00-04:00", "2026-11-01"},
		{"2026-11-01T01:00:00-05:00", "2026-11-01"}, {"2026-11-02T00:59:00-05:00", "2026-11-01"}}},
	{name: "Cairo loses its midnight", zone: "Africa/Cairo", start: 0, moments: []reading{
		{"2026-04-23T23:59:00+02:00", "2026-04-23"}, {"2026-04-24T01:00:00+03:00", "2026-04-24"}}},
	{name: "Lord Howe loses half an hour", zone: "Australia/Lord_Howe", start: 2, moments: []reading{
		{"2026-10-04T01:59:00+10:30", "2026-10-03"}, {"2026-10-04T02:30:00+11:00", "2026-10-04"}}},
	{name: "Lord Howe has half an hour twice", zone: "Australia/Lord_Howe", start: 4, moments: []reading{
		{"2026-04-05T01:45:00+11:00", "2026-04-04"}, {"2026-04-05T01:45:00+10:30",
			"2026-04-04"}, {"2026-04-05T04:00:00+10:30", "2026-04-05"}}},
	{name: "Kathmandu", zone: "Asia/Kathmandu", start: 4, moments: []reading{
		{"2026-01-01T03:59:00+05:45", "2025-12-31"}, {"2026-01-01T04:00:00+05:45", "2026-01-01"}}},
	{name: "Kathmandu, days from midnight", zone: "Asia/Kathmandu", start: 0, moments: []reading{
		{"2025-12-31T23:59:00+05:45", "2025-12-31"}, {"2026-01-01T00:00:00+05:45", "2026-01-01"}}},
	{name: "Newfoundland loses an hour", zone: "America/St_Johns", start: 4, moments: []reading{
		{"2026-03-08T01:59:00-03:30", "2026-03-07"}, {"2026-03-08T03:59:00-02:30",
			"2026-03-07"}, {"2026-03-08T04:00:00-02:30", "2026-03-08"}}},
	{name: "Kiritimati", zone: "Pacific/Kiritimati", start: 4, moments: []reading{
		{"2026-06-30T03:59:00+14:00", "2026-06-29"}, {"2026-06-30T04:00:00+14:00", "2026-06-30"}}},
	{name: "west of everything", zone: "Etc/GMT+12", start: 0, moments: []reading{
		{"2026-06-29T23:59:00-12:00", "2026-06-29"}, {"2026-06-30T00:00:00-12:00", "2026-06-30"}}},
	{name: "Samoa leaves a day out", zone: "Pacific/Apia", start: 4, moments: []reading{
		{"2011-12-29T23:00:00-10:00", "2011-12-29"}, {"2011-12-31T10:00:00+14:00", "2011-12-31"}}},
	{name: "days from late in the evening", zone: "UTC", start: 23, moments: []reading{
		{"2026-06-29T22:59:00Z", "2026-06-28"}, {"2026-06-29T23:00:00Z", "2026-06-29"}, {"2026-06-30T22:59:00Z",
			"2026-06-29"}}},
	{name: "a flight back over the date line", start: 4, moments: []reading{
		{"2026-01-10T20:00:00+13:00", "2026-01-10"}, {"2026-01-09T23:00:00-10:00",
			"2026-01-09"}, {"2026-01-10T08:00:00-10:00", "2026-01-10"}}},
	{name: "from the first time zone to the last", start: 0, moments: []reading{
		{"2026-05-02T01:00:00+14:00", "2026-05-02"}, {"2026-04-30T23:30:00-12:00", "2026-04-30"}}, ahead: 1},
	{name: "back an hour", zone: "UTC", start: 4, moments: []reading{
		{"2026-05-05T04:30:00Z", "2026-05-05"}, {"2026-05-05T03:30:00Z", "2026-05-04"}, {"2026-05-05T04:31:00Z",
			"2026-05-05"}}},
	{name: "back an hour within a session", zone: "UTC", start: 4, within: true, moments: []reading{
		{"2026-05-05T04:30:00Z", "2026-05-05"}, {"2026-05-05T03:30:00Z", "2026-05-04"}, {"2026-05-05T04:31:00Z",
			"2026-05-05"}}},
	{name: "back a day", zone: "UTC", start: 4, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2026-05-04T10:00:00Z", "2026-05-04"}, {"2026-05-04T11:00:00Z",
			"2026-05-04"}}},
	{name: "back a day within a session", zone: "UTC", start: 4, within: true, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2026-05-04T10:00:00Z", "2026-05-04"}, {"2026-05-04T11:00:00Z",
			"2026-05-04"}}},
	{name: "back a year", zone: "UTC", start: 4, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2026-05-05T11:00:00Z", "2026-05-05"}, {"2025-05-05T10:00:00Z",
			"2025-05-05"}}, ahead: 2},
	{name: "back a year within a session", zone: "UTC", start: 4, within: true, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2025-05-05T10:00:00Z", "2025-05-05"}, {"2025-05-05T11:00:00Z",
			"2025-05-05"}}, ahead: 1},
	{name: "back a year, and right again", zone: "UTC", start: 4, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2025-05-05T10:00:00Z", "2025-05-05"}, {"2026-05-06T10:00:00Z",
			"2026-05-06"}, {"2026-05-07T10:00:00Z", "2026-05-07"}}},
	{name: "the year 2100 and back", zone: "UTC", start: 4, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2100-05-05T10:00:00Z", "2100-05-05"}, {"2026-05-06T10:00:00Z",
			"2026-05-06"}, {"2026-05-07T10:00:00Z", "2026-05-07"}}, ahead: 1},
	{name: "the year 2100 and back within a session", zone: "UTC", start: 4, within: true, moments: []reading{
		{"2026-05-05T10:00:00Z", "2026-05-05"}, {"2100-05-05T10:00:00Z", "2100-05-05"}, {"2026-05-05T10:30:00Z",
			"2026-05-05"}}, ahead: 1},
	{name: "2100 is no leap year", zone: "UTC", start: 4, moments: []reading{
		{"2100-02-28T12:00:00Z", "2100-02-28"}, {"2100-03-01T03:59:00Z", "2100-02-28"}, {"2100-03-01T04:00:00Z",
			"2100-03-01"}}},
	{name: "a clock that was never set", zone: "UTC", start: 4, moments: []reading{
		{"1970-01-01T00:00:00Z", "1969-12-31"}, {"1970-01-01T04:00:00Z", "1970-01-01"}, {"1970-01-02T04:00:00Z",
			"1970-01-02"}}},
	{name: "before all instants", start: 0, moments: []reading{
		{"1970-01-01T00:30:00+05:45", "1970-01-01"}, {"1970-01-01T01:00:00+05:45",
			"1970-01-01"}, {"1970-01-02T00:30:00+05:45", "1970-01-02"}}},
	{name: "a clock that is set at last", zone: "UTC", start: 4, moments: []reading{
		{"1970-01-01T05:00:00Z", "1970-01-01"}, {"2026-05-05T10:00:00Z", "2026-05-05"}, {"2026-05-06T10:00:00Z",
			"2026-05-06"}}},
}
