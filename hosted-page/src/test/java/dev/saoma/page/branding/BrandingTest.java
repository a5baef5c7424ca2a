package dev.saoma.page.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrandingTest {
    @Test
    void localText_takesTheNearestLanguage() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("zh-CN", "简");
        texts.put("en", "e");
        LocalText text = new LocalText(texts);

        assertThat(text.in(Locale.SIMPLIFIED_CHINESE)).hasValue("简");
        assertThat(text.in(Locale.TRADITIONAL_CHINESE)).hasValue("简");
        assertThat(text.in(Locale.UK)).hasValue("e");
        assertThat(text.in(Locale.FRENCH)).hasValue("简");
        assertThat(LocalText.of("x").in(Locale.FRENCH)).hasValue("x");
        assertThat(LocalText.NONE.in(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void logo_isToldByItsBytes() {
        byte[] svg = "<?xml version=\"1.0\"?><svg xmlns=\"…\"/>".getBytes(StandardCharsets.UTF_8);
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

        assertThat(Logo.of(svg)).hasValueSatisfying(logo -> {
            assertThat(logo.contentType()).isEqualTo("image/svg+xml");
            assertThat(logo.fileName()).matches("brand-logo\\.[0-9a-f]{16}\\.svg");
        });
        assertThat(Logo.of(png))
                .hasValueSatisfying(logo -> assertThat(logo.contentType()).isEqualTo("image/png"));
        assertThat(Logo.of("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Logo.of(new byte[Logo.MAX_BYTES + 1])).isEmpty();
        assertThat(Logo.of(svg)).isEqualTo(Logo.of(svg.clone())).isNotEqualTo(Logo.of(png));
    }
}
