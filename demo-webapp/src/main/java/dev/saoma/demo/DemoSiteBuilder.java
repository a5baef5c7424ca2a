package dev.saoma.demo;

import dev.saoma.demo.DemoSite.Ports;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Options of a demonstration. Not thread-safe. */
public final class DemoSiteBuilder {
    final Path war;
    Ports ports = Ports.ANY;
    Front front = Front.NONE;
    SandboxTimings timings = SandboxTimings.standard();
    Duration qrLifetime = Duration.ofMinutes(5);
    boolean decliningReturnsState;
    String applications = "";
    String pageSettings = "";
    final Map<Integer, String> roles = new TreeMap<>();
    final Map<String, String> filterSettings = new HashMap<>();
    boolean officialAccount = true;
    String admission = "";
    String database = "";
    final Set<Integer> known = new TreeSet<>();
    boolean console;
    final List<SandboxUser> users = new ArrayList<>();

    DemoSiteBuilder(Path war) {
        this.war = war;
    }

    /** Sets preferred ports; default: any free ports. */
    public DemoSiteBuilder ports(Ports ports) {
        this.ports = ports;
        return this;
    }

    /** Sets the timeout of the directory's database; default: the page's own, 300 ms. */
    public DemoSiteBuilder databaseTimeout(Duration timeout) {
        this.database = ", database: { timeout: " + timeout + " }";
        return this;
    }

    /** Sets how browsers reach the parts; default directly. */
    public DemoSiteBuilder front(Front front) {
        this.front = front;
        return this;
    }

    /** Sets the speed of the sandbox; default: that of the real WeChat. */
    public DemoSiteBuilder timings(SandboxTimings timings) {
        this.timings = timings;
        return this;
    }

    /** Sets whether WeChat calls back with {@code state} alone when a user declines; default false, as it does today. */
    public DemoSiteBuilder decliningReturnsState(boolean value) {
        this.decliningReturnsState = value;
        return this;
    }

    /** Sets the lifetime of a QR code on the hosted page; default five minutes. */
    public DemoSiteBuilder qrLifetime(Duration qrLifetime) {
        this.qrLifetime = qrLifetime;
        return this;
    }

    /** Adds a setting of the legacy WAR's filter. */
    public DemoSiteBuilder filterSetting(String name, String value) {
        filterSettings.put(name, value);
        return this;
    }

    /** Adds a user with WeChat on the phone, in place of the sandbox's own users; the first one is the administrator. */
    public DemoSiteBuilder user(SandboxUser user) {
        users.add(user);
        return this;
    }

    /** Sets whether the page has an official account, for sign-ins inside WeChat; default true. */
    public DemoSiteBuilder officialAccount(boolean value) {
        this.officialAccount = value;
        return this;
    }

    /** Adds a directory with that admission, which knows the sandbox's users with these numbers from the beginning. */
    public DemoSiteBuilder directory(String admission, int... users) {
        this.admission = admission;
        for (int user : users) {
            known.add(user);
        }
        return this;
    }

    /** Sets whether there is a console, on a listener of its own; it needs a {@link #directory}. Default: none. */
    public DemoSiteBuilder console(boolean value) {
        this.console = value;
        return this;
    }

    /** Adds a setting of the hosted page: a line of YAML. */
    public DemoSiteBuilder pageSetting(String yaml) {
        pageSettings += yaml + "\n";
        return this;
    }

    /** Registers one more application, by its whole entry of {@code applications}, indented by two spaces. */
    public DemoSiteBuilder applicationEntry(String yaml) {
        applications += yaml;
        return this;
    }

    /** Registers one more application at the hosted page, beside the legacy WAR. */
    public DemoSiteBuilder application(String clientId, String clientSecret, URI redirectUri) {
        applications += """
                  - clientId: %s
                    name: %s
                    clientSecret: '%s'
                    redirectUris:
                      - %s
                """.formatted(clientId, clientId, clientSecret, redirectUri);
        return this;
    }

    /** Gives the sandbox's user of that number roles, which the hosted page includes in tokens. */
    public DemoSiteBuilder roles(int user, String... names) {
        roles.put(user, "[" + String.join(", ", names) + "]");
        return this;
    }

    /** Registers one more application with our filter: it signs out at the hosted page, and receives logout tokens. */
    public DemoSiteBuilder filteredApplication(String clientId, String clientSecret, URI application) {
        application(clientId, clientSecret, URI.create(application + "/saoma/callback"));
        applications += """
                    postLogoutRedirectUris:
                      - %s/saoma/signed-out
                    backChannelLogoutUri: %s/saoma/backchannel-logout
                """.formatted(application, application);
        return this;
    }

    /**
     * Starts all parts and returns when they respond.
     *
     * @throws Exception if one of them cannot start; those already started are stopped
     */
    public DemoSite start() throws Exception {
        return new DemoSite(this);
    }
}
