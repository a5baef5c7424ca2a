package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keepPost}: a form of a page without our scripts is sent after the sign-in, byte for byte and once. */
class KeptFormIT {
    private static final String SERVLET = """
            <servlet>
              <servlet-name>uploads</servlet-name>
              <servlet-class>dev.saoma.e2e.UploadServlet</servlet-class>
            </servlet>
            <servlet-mapping>
              <servlet-name>uploads</servlet-name>
              <url-pattern>/uploads/*</url-pattern>
            </servlet-mapping>
            </web-app>""";

    @TempDir
    private static Path folder;

    private static Browsers browsers;
    private static DemoSite site;

    private BrowserContext person;
    private WeChatPages wechat;
    private Page tab;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        site = Sites.quick(warWithUploads()).filterSetting("keepPost", "true").start();
    }

    @AfterAll
    static void stop() {
        site.close();
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        person.route("**/keep-session.js", Route::abort);
        wechat = new WeChatPages(site.sandbox());
        tab = person.newPage();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    @Test
    @DisplayName(
            "probe 07: a form that was typed while the session ended arrives after a scan, as the browser had sent it")
    void form_arrivesByteForByteOnce() {
        signInAt("/uploads/plain?a=%2F&%E4%B8%AD");
        tab.fill("#plain textarea", "竹椅 24 把 & <b>\n第二行 😀");
        endSession();

        tab.click("#plain button");
        scan(wechat.inFrameOf(tab), user(0));

        String body = "note=%E7%AB%B9%E6%A4%85+24+%E6%8A%8A+%26+%3Cb%3E%0D%0A%E7%AC%AC%E4%BA%8C%E8%A1%8C+%F0%9F%98%80"
                + "&tag=a%26b";
        assertReceived(
                "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.US_ASCII), "a=%2F&%E4%B8%AD");
    }

    @Test
    @DisplayName("probe 07: a multipart form with a file of any bytes")
    void upload_arrivesByteForByteOnce() throws IOException {
        byte[] file = new byte[40_000];
        new Random(7).nextBytes(file);
        signInAt("/uploads/parts");
        tab.fill("#parts textarea", "发货单");
        tab.setInputFiles("#parts input[type=file]", new FilePayload("订单 7.bin", "application/octet-stream", file));
        endSession();

        tab.click("#parts button");
        scan(wechat.inFrameOf(tab), user(0));

        assertThat(tab.locator(".received").last()).containsText("|multipart/form-data; boundary=");
        String type = tab.locator(".received").last().textContent().split("\\|")[2];
        String boundary = type.substring(type.indexOf('=') + 1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n发货单\r\n--" + boundary
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"订单 7.bin\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        assertReceived(type, body.toByteArray(), "null");
    }

    @Test
    @DisplayName("probe 07: the login page still knows the user: one click, and the order desk has the note once")
    void continuing_sendsTheForm() {
        signInAt("/orders/7");
        tab.fill("#note", "竹椅 & <b>\n第二行");
        person.clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));

        tab.click("#add-note");
        tab.click("#continue");

        assertThat(tab).hasURL(site.application() + "/orders/7");
        assertThat(tab.locator(".note")).hasCount(1);
        assertThat(tab.locator(".note")).containsText("竹椅 & <b>");
        assertThat(tab.locator(".note")).containsText("第二行");
        assertNothingKept();
    }

    @Test
    @DisplayName("S12: another user signs in: nothing is sent in that user's name")
    void anotherUser_sendsNothing() {
        signInAt("/uploads/other");
        int before = tab.locator(".received").count();
        tab.fill("#plain textarea", "of the first user");
        endSession();

        tab.click("#plain button");
        scan(wechat.inFrameOf(tab), user(1));

        assertThat(tab.locator("body[data-page=kept_other]")).isVisible();
        tab.navigate(site.application() + "/uploads/other");
        assertThat(tab.locator("#user")).hasText(user(1).unionid());
        assertThat(tab.locator(".received")).hasCount(before);
    }

    @Test
    @DisplayName("R12: going back to the page that sent the form does not send it again")
    void backAfterwards_sendsNothingTwice() {
        signInAt("/uploads/once");
        int before = tab.locator(".received").count();
        tab.fill("#plain textarea", "only once");
        endSession();
        tab.click("#plain button");
        scan(wechat.inFrameOf(tab), user(0));
        assertThat(tab.locator(".received")).hasCount(before + 1);

        tab.goBack();
        tab.navigate(site.application() + "/uploads/once");

        assertThat(tab.locator(".received")).hasCount(before + 1);
    }

    private void assertReceived(String type, byte[] body, String query) {
        assertThat(tab.locator("#user")).hasText(user(0).unionid());
        String expected = user(0).unionid() + "|" + query + "|" + type + "|"
                + Base64.getEncoder().encodeToString(body);
        assertThat(tab.locator(".received").last()).hasText(expected);
        tab.reload();
        assertThat(tab.locator(".received").allTextContents())
                .filteredOn(text -> text.strip().equals(expected))
                .hasSize(1);
        assertNothingKept();
    }

    private void assertNothingKept() {
        assertThat(tab.evaluate("Object.keys(sessionStorage).filter(key => key.includes('kept')).length"))
                .isEqualTo(0);
    }

    private void signInAt(String path) {
        tab.navigate(site.application() + path);
        scan(wechat.inFrameOf(tab), user(0));
        assertThat(tab.locator("#user")).hasText(user(0).unionid());
    }

    /** Removes the container's session and the hosted page's; the filter's cookies stay, as they would. */
    private void endSession() {
        person.clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
        person.clearCookies(new BrowserContext.ClearCookiesOptions().setDomain("127.0.0.1"));
    }

    private static SandboxUser user(int index) {
        return site.sandbox().users().get(index);
    }

    private static void scan(QrCode code, SandboxUser user) {
        code.scanAs(user);
        code.confirm();
    }

    /** Returns the demonstration's own WAR with one more servlet. */
    private static Path warWithUploads() throws IOException {
        Path war = folder.resolve("uploads.war");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(Sites.war()));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                byte[] bytes = in.readAllBytes();
                if (entry.getName().equals("WEB-INF/web.xml")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .replace("</web-app>", SERVLET)
                            .getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
            out.putNextEntry(new ZipEntry("WEB-INF/classes/dev/saoma/e2e/UploadServlet.class"));
            try (InputStream servlet = UploadServlet.class.getResourceAsStream("UploadServlet.class")) {
                servlet.transferTo(out);
            }
        }
        return war;
    }
}
