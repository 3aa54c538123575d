package anki

// protobuf returns what iq needs of Anki's messages: the number in field 1, and the texts in fields 1 and 2. It
// stops at what it cannot read; what came before counts.
func protobuf(b []byte) (number uint64, texts [2]string) {
	for len(b) > 0 {
		key, n := varint(b)
		b = b[n:]
		field := key >> 3
		var skip uint64
		switch key & 7 {
		case 0:
			v, n := varint(b)
			if field == 1 {
				number = v
			}
			skip = uint64(n)
		case 1:
			skip = 8
		case 2:
			size, used := varint(b)
			b = b[used:]
			if (field == 1 || field == 2) && size <= uint64(len(b)) {
				texts[field-1] = string(b[:size])
			}
			skip = size
		case 5:
			skip = 4
		default:
			return number, texts
		}
		if n == 0 || skip > uint64(len(b)) {
			return number, texts
		}
		b = b[skip:]
	}
	return number, texts
}

// varint reads a number in groups of seven bits, the lowest first. The length is 0 if the number breaks off or is
// too long.
func varint(b []byte) (v uint64, length int) {
	for i := 0; i < len(b) && i < 10; i++ {
		v |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}
