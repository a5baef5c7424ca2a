package dev.saoma.demo;

import dev.saoma.sandbox.model.SandboxTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code mvn -Pdemo}: starts the demonstration, prints its addresses, and runs until Ctrl-C. */
public final class Demo {
    private static final DemoSite.Ports PREFERRED = new DemoSite.Ports(8080, 8081, 8082, 8083, 9090);

    private Demo() {}

    /**
     * Runs until the process is ended.
     *
     * @param args the path of the packed WAR
     * @throws Exception if a part cannot start
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            throw new IllegalArgumentException("expected one argument, the WAR file to run; `mvn -Pdemo` gives it");
        }
        DemoSite site = DemoSite.of(Path.of(args[0]))
                .ports(PREFERRED)
                .timings(SandboxTimings.standard())
                .directory("approve", 0, 1, 4, 5)
                .console(true)
                .start();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site, stopped), "demo-stop"));
        System.out.println(instructions(site));
        DemoDesk.open(site.people().orElseThrow(), site::consoleLink, System.in, System.out);
        stopped.await();
    }

    private static void stop(DemoSite site, CountDownLatch stopped) {
        try {
            site.close();
        } catch (IllegalStateException e) {
            System.err.println("The demonstration did not stop cleanly: " + e);
        } finally {
            stopped.countDown();
        }
    }

    private static String instructions(DemoSite site) {
        return """

                Saoma demo is running. What it has is at %s

                Two browser tabs are enough:

                  1. Open the application:   %s/
                     You are sent to the hosted login page (%s), which shows a WeChat QR code.
                  2. Open the phone:         %s/phone
                     Pick a person, scan the newest code, confirm.

                The first tab is then signed in. "Sign out" leaves the application, and the login page offers to continue;
                "Sign out everywhere" leaves the login page, too. A site in another language, which signs in with a window of its own and
                asks the application with its user's token, is at

                  3. The existing site:      %s/
                     with the code in the page, %s/embedded.html
                     with authing-js-sdk from npm, %s/authing.html
                     with an OpenID Connect library on its server, %s/library
                     and with no library at all, %s/plain.html

                Only people whom the login page knows come in. Pick 小明 on the phone, whom it does not know: the page shows a number,
                and this terminal says what to type to let him in, and how to put him out again.

                The login page's console, where all this is seen and decided in a browser:

                  %s

                The link is good once and for ten minutes; type "link" here for another. Then make yourself administrator: the
                phone scans that code too, and from then on a scan in the same browser opens %s

                Ctrl-C stops everything.
                """.formatted(
                        site.application().resolve("/"),
                        site.application(),
                        site.page(),
                        site.sandbox().uri(),
                        site.shop(),
                        site.shop(),
                        site.shop(),
                        site.shop(),
                        site.shop(),
                        site.consoleLink(),
                        site.console().orElseThrow());
    }
}
