package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,        10.1.2.3,          true",
        "10.1.2.3,        10.1.2.4,          false",
        "10.0.0.0/8,      10.255.0.1,        true",
        "10.0.0.0/8,      11.0.0.0,          false",
        "192.168.4.0/22,  192.168.7.255,     true",
        "192.168.4.0/22,  192.168.8.0,       false",
        "10.1.2.3,        ::ffff:10.1.2.3,   true",
        "127.0.0.1,       0:0:0:0:0:0:0:1,   false",
        "::1,             0:0:0:0:0:0:0:1,   true",
        "::1,             [::1],             true",
        "fd00::/8,        fd12:3456::1,      true",
        "fd00::/8,        fe80::1,           false",
        "fe80::/10,       fe80::1%eth0,      true",
        "127.0.0.1,       localhost,         false",
        "127.0.0.1,       127.1,             false",
        "127.0.0.1,       127.0.0.1.evil.example, false",
        "127.0.0.1,       '',                false"
    })
    void address_isInRange_orNot(String range, String address, boolean in) {
        assertThat(new AddressRanges(List.of(range)).contains(address)).isEqualTo(in);
    }

    @Test
    void nothing_isInNoRange() {
        assertThat(new AddressRanges(List.of()).contains("127.0.0.1")).isFalse();
        assertThat(new AddressRanges(List.of("127.0.0.1")).contains(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "10.1.2.3/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0/8",
                "300.1.1.1",
                "localhost",
                "",
                "/8",
                "fd00::/129",
                "1.2.3.4/-1",
                "*",
                "10.*",
                "login.example.cn"
            })
    void whatIsNoRange_isNamed(String range) {
        assertThat(AddressRanges.mistake(range)).isPresent();
    }

    @Property
    void rangeOfAnAddress_holdsIt_andNoNeighbourBeforeItsPrefix(
            @ForAll @Size(4) byte[] address, @ForAll @IntRange(min = 1, max = 32) int bits) {
        int value = 0;
        for (byte octet : address) {
            value = value << 8 | octet & 0xff;
        }
        int mask = -1 << 32 - bits;
        Collection<String> range = List.of(text(value & mask) + "/" + bits);
        AddressRanges ranges = new AddressRanges(range);

        assertThat(ranges.contains(text(value))).isTrue();
        assertThat(ranges.contains(text(value | ~mask))).isTrue();
        assertThat(ranges.contains(text(value ^ 1 << 32 - bits))).isFalse();
    }

    private static String text(int value) {
        return (value >>> 24) + "." + (value >>> 16 & 0xff) + "." + (value >>> 8 & 0xff) + "." + (value & 0xff);
    }
}
