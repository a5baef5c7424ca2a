package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crm.example.cn/cb | https://crm.example.cn/cb",
                "//crm.example.cn/cb | https://crm.example.cn/cb",
                "crm.example.cn:8443/cb | https://crm.example.cn:8443/cb",
                "https:/crm.example.cn/cb | https://crm.example.cn/cb",
                "https//crm.example.cn/cb | https://crm.example.cn/cb",
                "HTTPS://CRM.Example.cn/CB | https://crm.example.cn/CB",
                "https://crm.example.cn./cb | https://crm.example.cn/cb",
                "https://crm.example.cn.:8443/cb | https://crm.example.cn:8443/cb",
                "https://crm.example.cn/cb#top | https://crm.example.cn/cb",
                "https：／／crm．example。cn／cb | https://crm.example.cn/cb",
                "localhost:8080/cb | https://localhost:8080/cb",
            })
    void address_thatWasMeant_isFound(String typed, String meant) {
        assertThat(UrlRules.wrong(typed)).isPresent();
        assertThat(UrlRules.meant(typed, false, UrlRules::wrong)).hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example.cn/ | https://shop.example.cn",
                "https://shop.example.cn/path?a=b | https://shop.example.cn",
                "https://shop.example.cn:443 | https://shop.example.cn",
                "http://shop.example.cn:80/ | http://shop.example.cn",
                "Shop.example.cn | https://shop.example.cn",
            })
    void origin_thatWasMeant_isFound(String typed, String meant) {
        assertThat(UrlRules.wrongOrigin(typed)).isPresent();
        assertThat(UrlRules.meant(typed, true, UrlRules::wrongOrigin)).hasValue(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "*", "https://*.example.cn/cb", "https://", "a b", "?x", "https://a_b/cb", "ftp://a/b"})
    void whatCannotBeMeant_isNotGuessed(String typed) {
        assertThat(UrlRules.meant(typed, false, UrlRules::wrong)).isEmpty();
        assertThat(UrlRules.fix(typed, false, UrlRules::wrong, "Write it.")).isEqualTo("Write it.");
    }

    @Test
    void hostWithDotAtItsEnd_isWrong() {
        assertThat(UrlRules.wrong("https://crm.example.cn./cb")).hasValue("has a host name that ends with a dot.");
    }
}
