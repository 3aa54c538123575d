package anki

import "encoding/binary"

// protobuf returns what iq needs of Anki's messages: the number in field 1, and the texts in fields 1 and 2. It
// stops at what it cannot read; what came before counts.
func protobuf(b []byte) (number uint64, texts [2]string) {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		b = b[n:]
		field := key >> 3
		var skip uint64
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(b)
			if n > 0 && field == 1 {
				number = v
			}
			skip = uint64(n)
		case 1:
			skip = 8
		case 2:
			size, n := binary.Uvarint(b)
			b = b[max(n, 0):]
			if (field == 1 || field == 2) && size <= uint64(len(b)) {
				texts[field-1] = string(b[:size])
			}
			skip = size
		case 5:
			skip = 4
		default:
			return number, texts
		}
		if skip > uint64(len(b)) {
			return number, texts
		}
		b = b[skip:]
	}
	return number, texts
}
