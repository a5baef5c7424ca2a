package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DisplayNameTest {

    @Example
    void plainName_staysAsItIs() {
        assertThat(DisplayName.of("客户管理 CRM")).isEqualTo("客户管理 CRM");
    }

    @Example
    void rightToLeftMarks_areDropped() {
        assertThat(DisplayName.of("\u202Emoc.elpmaxe\u202C \u200F\u2066x\u2069\u061C"))
                .isEqualTo("moc.elpmaxe x");
    }

    @Example
    void rightToLeftLetters_stay() {
        assertThat(DisplayName.of("שלום")).isEqualTo("שלום");
    }

    @Example
    void controlCharacters_areDropped() {
        assertThat(DisplayName.of("a\r\n\u0000b\u2028c")).isEqualTo("abc");
    }

    @Example
    void joinedEmoji_stayWhole() {
        assertThat(DisplayName.of("👨‍👩‍👧 家")).isEqualTo("👨‍👩‍👧 家");
    }

    @Example
    void longName_isCutBetweenCodePoints() {
        String shown = DisplayName.of("😀".repeat(200));

        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(DisplayName.MAX + 1);
        assertThat(shown).endsWith("😀…");
    }

    @Property
    void anyName_isShortWholeAndWithoutControls(@ForAll String name) {
        String shown = DisplayName.of(name);

        assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(DisplayName.MAX + 1);
        assertThat(shown.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
