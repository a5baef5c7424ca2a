package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The root of the page, where people cannot sign in. */
class RootPageIT extends OnePage {
    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory, "", RoutesIT.SETTINGS);
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 这里是登录页", "zh-TW, 這裡是登入頁", "en, This is a sign-in page"})
    void root_saysWhatThisIs_andNamesNoApplication(String language, String title) {
        HttpResponse<String> response = browser.get("/", "Accept-Language", language);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<html lang=\"" + language + "\"", "<h1>" + title, "/logout");
        assertThat(response.body().replaceAll("nonce=\"[^\"]*\"", ""))
                .as("without what is random")
                .doesNotContain("Site", "Store", "CRM");
    }

    @Test
    void belowTheRoot_isNothingThatHasNoRow() {
        assertThat(browser.get("/index.html").statusCode()).isEqualTo(404);
        assertThat(browser.get("//").statusCode()).isNotEqualTo(200);
    }
}
