package dev.saoma.page.console.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the browser and the system of a {@code User-Agent} header, such as {@code Chrome 156, Windows}. */
public final class BrowserName {
    /** The most specific first, since most browsers also name others. */
    private static final Map<String, Pattern> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, Pattern> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("WeChat", Pattern.compile("\\bMicroMessenger/(\\d+)"));
        BROWSERS.put("Edge", Pattern.compile("\\bEdg(?:A|iOS)?/(\\d+)"));
        BROWSERS.put("Firefox", Pattern.compile("\\b(?:Firefox|FxiOS)/(\\d+)"));
        BROWSERS.put("Chrome", Pattern.compile("\\b(?:Headless)?(?:Chrome|CriOS)/(\\d+)"));
        BROWSERS.put("Safari", Pattern.compile("\\bVersion/(\\d+)\\S* (?:Mobile/\\S+ )?Safari/"));
        SYSTEMS.put("HarmonyOS", Pattern.compile("\\b(?:HarmonyOS|OpenHarmony)\\b"));
        SYSTEMS.put("iOS", Pattern.compile("\\b(?:iPhone|iPad)\\b"));
        SYSTEMS.put("Android", Pattern.compile("\\bAndroid\\b"));
        SYSTEMS.put("Windows", Pattern.compile("\\bWindows NT\\b"));
        SYSTEMS.put("macOS", Pattern.compile("\\bMacintosh\\b"));
        SYSTEMS.put("Linux", Pattern.compile("\\bLinux\\b"));
    }

    private BrowserName() {}

    /** Returns both names; empty if either is not a common one. */
    public static Optional<String> of(String agent) {
        Optional<String> system = SYSTEMS.entrySet().stream()
                .filter(one -> one.getValue().matcher(agent).find())
                .map(Map.Entry::getKey)
                .findFirst();
        for (Map.Entry<String, Pattern> browser : BROWSERS.entrySet()) {
            Matcher matcher = browser.getValue().matcher(agent);
            if (matcher.find()) {
                return system.map(name -> browser.getKey() + " " + matcher.group(1) + ", " + name);
            }
        }
        return Optional.empty();
    }
}
