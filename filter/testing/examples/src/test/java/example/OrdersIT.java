package example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.test.TestSignIn;
import dev.saoma.filter.test.TestUser;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application's own integration test looks like: Tomcat inside the test, and any HTTP client. */
class OrdersIT {
    private static final TestSignIn SIGN_IN = TestSignIn.start();
    private static final Tomcat TOMCAT = new Tomcat();
    private static String appUrl;

    @BeforeAll
    static void start() throws Exception {
        TOMCAT.setBaseDir(Files.createTempDirectory("tomcat").toString());
        TOMCAT.setPort(0);
        TOMCAT.getConnector();
        TOMCAT.init();
        appUrl = "http://localhost:" + TOMCAT.getConnector().getLocalPort() + "/crm";

        Context crm = TOMCAT.addContext("/crm", null);
        Tomcat.addServlet(crm, "orders", new OrdersServlet()).addMapping("/*");
        FilterDef filter = new FilterDef();
        filter.setFilterName("saoma");
        filter.setFilterClass(LoginFilter.class.getName());
        SIGN_IN.settings(appUrl).forEach(filter::addInitParameter);
        crm.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName("saoma");
        everything.addURLPattern("/*");
        crm.addFilterMap(everything);
        TOMCAT.start();
    }

    @AfterAll
    static void stop() throws Exception {
        TOMCAT.stop();
        TOMCAT.destroy();
        SIGN_IN.close();
    }

    @Test
    void clerk_seesHisOrders() throws Exception {
        // tested: plain-client
        SIGN_IN.as(TestUser.of("o6_zhangwei").name("张伟").roles("clerk"));
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest page = HttpRequest.newBuilder(URI.create(appUrl + "/orders/7"))
                .header("Accept", "text/html")
                .build();

        String orders = browser.send(page, HttpResponse.BodyHandlers.ofString()).body();

        assertThat(orders).contains("orders of 张伟 (o6_zhangwei)");
        // end
    }

    @Test
    void clerk_seesHisOrders_withAnyClient() throws Exception {
        // tested: cookies
        String cookies = SIGN_IN.as(TestUser.of("o6_lina").name("李娜")).cookies(appUrl + "/orders/7");

        HttpRequest page = HttpRequest.newBuilder(URI.create(appUrl + "/orders/8"))
                .header("Cookie", cookies)
                .build();
        // end
        assertThat(HttpClient.newHttpClient()
                        .send(page, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("orders of 李娜 (o6_lina)");
    }

    @Test
    void program_seesItsOrders() throws Exception {
        // tested: bearer
        HttpRequest page = HttpRequest.newBuilder(URI.create(appUrl + "/orders/7"))
                .header(
                        "Authorization",
                        "Bearer " + SIGN_IN.as(TestUser.of("o6_program")).bearerToken())
                .build();
        // end
        assertThat(HttpClient.newHttpClient()
                        .send(page, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("(o6_program)");
    }

    @Test
    void clerk_worksThroughAnOutage() throws Exception {
        // tested: outage
        String cookies = SIGN_IN.as(TestUser.of("o6_lina")).cookies(appUrl + "/orders/7");
        HttpRequest page = HttpRequest.newBuilder(URI.create(appUrl + "/orders/8"))
                .header("Cookie", cookies)
                .build();

        SIGN_IN.goDown();
        int status = HttpClient.newHttpClient()
                .send(page, HttpResponse.BodyHandlers.ofString())
                .statusCode();
        SIGN_IN.comeBack();

        assertThat(status).isEqualTo(200);
        // end
    }

    @Test
    void program_withAnExpiredToken_isRefused() throws Exception {
        HttpRequest page = HttpRequest.newBuilder(URI.create(appUrl + "/orders/7"))
                .header("Authorization", "Bearer " + SIGN_IN.expiredBearerToken())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(page, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void clerk_whoseCodeIsRefused_getsAnotherOne() {
        SIGN_IN.as(TestUser.of("o6_lina")).refuseNextCode();

        assertThat(SIGN_IN.cookies(appUrl + "/orders/7")).isNotEmpty();
    }

    @Test
    void clerk_signsInAfterTheProviderHasRotatedItsKey() {
        SIGN_IN.as(TestUser.of("o6_lina")).cookies(appUrl + "/orders/7");

        SIGN_IN.rotateKey();

        assertThat(SIGN_IN.cookies(appUrl + "/orders/7")).isNotEmpty();
    }
}
