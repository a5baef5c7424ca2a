package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HostRules;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.values.AddressRanges;
import dev.saoma.page.signin.SignInFailure;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WebRulesTest {
    @ParameterizedTest
    @CsvSource({
        "login.example.com, true", "LOGIN.example.com, true", "login.example.com:443, true",
                "login.example.com:80, false",
        "evil.example, false", "login.example.com.evil.example, false", "page.internal:9000, true",
                "page.internal, false",
        "'', false", "login.example.com:443:443, false"
    })
    @DisplayName("G77: only our own host names are answered")
    void host_isAnsweredOrNot(String host, boolean allowed) {
        HostRules rule = new HostRules(
                URI.create("https://login.example.com/login"), Set.of("page.internal:9000"), AddressRanges.NONE);

        assertThat(rule.allows(host)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureOfASignIn_hasItsErrorCode(SignInFailure failure) {
        assertThat(LoginPages.code(failure).name()).isEqualTo(failure.name());
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorCode_hasATextOfItsOwn(ErrorCode trouble) {
        Pages pages = new Pages("");
        Problem internal = pages.problem("internal", Locale.ENGLISH);

        assertThat(trouble.status()).isBetween(400, 599);
        if (!trouble.kind().equals("internal")) {
            assertThat(pages.problem(trouble.kind(), Locale.ENGLISH)).isNotEqualTo(internal);
        }
    }

    @Test
    void origin_isWrittenAsBrowsersDo() {
        assertThat(Origin.of(URI.create("https://a.example/x"))).isEqualTo("https://a.example");
        assertThat(Origin.of(URI.create("https://a.example:443"))).isEqualTo("https://a.example");
        assertThat(Origin.of(URI.create("http://a.example:443"))).isEqualTo("http://a.example:443");
        assertThat(Origin.of(URI.create("http://[::1]:8080/"))).isEqualTo("http://[::1]:8080");
    }
}
