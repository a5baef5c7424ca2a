package dev.saoma.filter.support;

import java.util.List;
import java.util.Random;

/** Requests, honest ones and those meant to fool a filter. Public: /public/*, /health, *.css. */
public final class Targets {
    /** Public addresses. */
    public static final List<String> PUBLIC = List.of("/public/a", "/health", "/public", "/health?x=1");

    /** Header fields, separated by bars, of requests that do not open a page. */
    public static final List<String> NO_NAVIGATIONS = List.of(
            "Accept: application/json",
            "Accept: application/json, text/plain, */*",
            "Accept: text/event-stream",
            "X-Requested-With: XMLHttpRequest|Accept: text/html",
            "Sec-Fetch-Mode: cors|Sec-Fetch-Dest: empty|Accept: text/html",
            "Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: image|Accept: text/html",
            "Sec-Fetch-Mode: same-origin|Sec-Fetch-Dest: worker|Accept: */*",
            "Sec-Fetch-Mode: same-origin|Sec-Fetch-Dest: serviceworker|Service-Worker: script|Accept: */*",
            "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document|Sec-Purpose: prefetch;prerender|Accept: text/html",
            "Purpose: prefetch|Accept: text/html",
            "X-Moz: prefetch|Accept: text/html");

    /** The same for requests whose response a person may see, in a frame, an old browser or a list of downloads. */
    public static final List<String> MAYBE_PEOPLE = List.of(
            "",
            "Accept: */*",
            "Accept: image/gif, image/jpeg, image/pjpeg, application/x-ms-application, */*",
            "Accept: image/avif,image/webp,*/*;q=0.8",
            "Accept: */*|X-Requested-With: com.tencent.mm",
            "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: frame|Accept: text/html",
            "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe|Accept: text/html",
            "Sec-Fetch-Mode: nested-navigate|Accept: text/html",
            "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: object|Accept: text/html",
            "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: empty|Accept: */*");

    /** Addresses that are not public, however they are read. */
    public static final List<String> DISGUISED = List.of(
            "/public;/../admin/secret",
            "/public/..;/admin/secret",
            "/public;a=b/..;c=d/admin/secret",
            "/public/%2e%2e/admin/secret",
            "/public/%2E%2E/admin/secret",
            "/public/../admin/secret",
            "/public//../admin/secret",
            "/static/x.css/../../admin/secret",
            "/x/y.css",
            "/admin/x;.css",
            "/admin/x.css;a",
            "/admin;/x.css",
            "/x.css/../admin/secret",
            "/%61dmin/secret",
            "//admin/secret",
            "/;x/admin/secret",
            "/./admin/secret",
            "/admin/%2e%2e/public/a",
            "/public%2f..%2fadmin",
            "/public%5c..%5cadmin",
            "/public\\..\\admin",
            "/admin;jsessionid=ABC",
            "/admin/;jsessionid=ABC",
            "/public/a;jsessionid=ABC",
            "///health",
            "/admin%00.css",
            "/admin%0a.css",
            "/admin%7f",
            "/admin%3b.css",
            "/admin/%c3%28",
            "/%E2%82",
            "/Public/a",
            "/HEALTH",
            "/health.",
            "/health/",
            "/health%20",
            "/admin?x=/public/a",
            "/admin?.css",
            "/admin?/health",
            "/ADMIN",
            "/publics/a",
            "/api/public/x");

    private static final String[] PARTS =
            "/ / / public admin health x.css .. . ; ;a=b ;jsessionid=1 %2e %2E%2e %2f %5c %61 %3b %25 %00 \\ secret"
                    .split(" ");

    private Targets() {}

    /** Returns an address of random parts of such targets. */
    public static String random(String contextPath, Random random) {
        StringBuilder target = new StringBuilder(contextPath + "/");
        for (int i = random.nextInt(9); i >= 0; i--) {
            target.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return target.toString();
    }
}
