package dev.saoma.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The options of the command line. */
record SandboxArguments(boolean help, int port, List<App> apps, List<App> accounts) {

    static final String HELP = """
            A local WeChat for website sign-in: develop and test without a WeChat account.

            Options:
              --port PORT                        listen on 127.0.0.1:PORT (default 8082; 0 for any free one)
              --app APPID:SECRET:DOMAIN[:NAME]   a website app, with its callback domain; may be repeated
                                                 (default: one made-up app with callback domain 127.0.0.1)
              --account APPID:SECRET:DOMAIN[:NAME]  an official account, for sign-ins inside WeChat; may be repeated
              --help                             this text

            Example:
              --port 8082 --app wx5aa0c0ffee123456:0123456789abcdef0123456789abcdef:127.0.0.1:CRM

            Point the site at the printed address in place of https://open.weixin.qq.com and
            https://api.weixin.qq.com, and scan on the phone page in a second tab. Ctrl-C stops it.""";

    private static final int DEFAULT_PORT = 8082;
    private static final App DEFAULT_APP =
            new App("wx5aa0c0ffee123456", "0123456789abcdef0123456789abcdef", "127.0.0.1", "演示应用");

    record App(String appId, String secret, String callbackDomain, String name) {}

    /** @throws IllegalArgumentException stating what was expected */
    static SandboxArguments parse(String... arguments) {
        boolean help = false;
        int port = DEFAULT_PORT;
        List<App> apps = new ArrayList<>();
        List<App> accounts = new ArrayList<>();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--port" -> port = port(value(option, rest));
                case "--app" -> apps.add(app(option, value(option, rest)));
                case "--account" -> accounts.add(app(option, value(option, rest)));
                default ->
                    throw new IllegalArgumentException(
                            "unknown argument " + option + "; known are --port, --app, --account and --help");
            }
        }
        SandboxArguments parsed = new SandboxArguments(
                help, port, apps.isEmpty() ? List.of(DEFAULT_APP) : List.copyOf(apps), List.copyOf(accounts));
        parsed.builder(); // checks the apps
        return parsed;
    }

    WeChatSandbox start() {
        return builder().start();
    }

    String announcement(WeChatSandbox sandbox) {
        StringBuilder text = new StringBuilder("WeChat sandbox is ready.\n\n");
        text.append("  WeChat      ").append(sandbox.uri()).append("   (openUrl and apiUrl of the site)\n");
        text.append("  phone page  ").append(sandbox.phoneUri()).append("   (scan and confirm here)\n\n");
        apps.forEach(app -> announce("app", app, text));
        accounts.forEach(account -> announce("account", account, text));
        return text.append("Ctrl-C stops it.").toString();
    }

    private static void announce(String kind, App app, StringBuilder text) {
        text.append(String.format("  %-11s ", kind)).append(app.name).append('\n');
        text.append("    AppID     ").append(app.appId).append('\n');
        text.append("    AppSecret ").append(app.secret).append('\n');
        text.append("    callback  ").append(app.callbackDomain).append("\n\n");
    }

    private WeChatSandbox.Builder builder() {
        WeChatSandbox.Builder builder = WeChatSandbox.builder().port(port);
        apps.forEach(app -> builder.app(app.appId, app.secret, app.name, app.callbackDomain));
        accounts.forEach(account ->
                builder.officialAccount(account.appId, account.secret, account.name, account.callbackDomain));
        return builder;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("--port must be a number from 0 to 65535, but is " + text);
        }
        return Integer.parseInt(text);
    }

    private static App app(String option, String text) {
        String[] parts = text.split(":", 4);
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    option + " must be APPID:SECRET:DOMAIN or APPID:SECRET:DOMAIN:NAME, but has " + parts.length
                            + (parts.length == 1 ? " part" : " parts"));
        }
        return new App(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : parts[0]);
    }
}
