package dev.saoma.page.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code wechat.verificationFiles}: files by which WeChat learns whose a host is. */
final class VerificationReader {
    /** Of official accounts and of WeCom: the name says what the content is. */
    private static final Pattern NAMED = Pattern.compile("(?:MP|WW)_verify_([A-Za-z0-9]{8,64})\\.txt");
    /** Of mini programs and of the Open Platform. */
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9]{8,64}\\.txt");

    private static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9_=+/.-]{1,256}");
    private static final int MOST = 20;

    private VerificationReader() {}

    /** Content by name. */
    static Map<String, String> read(Section section) {
        Map<String, String> files = new TreeMap<>();
        List<Section> entries = new ArrayList<>(section.sections("verificationFiles"));
        if (entries.size() > MOST) {
            section.mistake("verificationFiles", "has more than " + MOST + " entries.", "Remove those of old hosts.");
        }
        for (Section entry : entries) {
            String name = entry.requiredText(
                            "name", "Write what WeChat calls it, such as MP_verify_a1B2c3D4e5F6g7H8.txt.")
                    .orElse("");
            Optional<String> content = entry.text("content");
            Matcher named = NAMED.matcher(name);
            boolean saysItself = named.matches();
            if (!name.isEmpty() && !saysItself && !RANDOM.matcher(name).matches()) {
                entry.mistake(
                        "name",
                        "is not what WeChat calls such files.",
                        "Write the name of the file that WeChat offers for download: MP_verify_….txt, WW_verify_….txt, or"
                                + " 8 to 64 letters and digits with .txt.");
            } else if (content.isEmpty() && !saysItself) {
                entry.missing("content", "Write what is in the file.");
            }
            content.filter(text -> !CONTENT.matcher(text).matches())
                    .ifPresent(text -> entry.mistake(
                            "content",
                            "is not 1 to 256 of the characters A-Z a-z 0-9 _ = + / . -",
                            "Copy what is in the file, without a line break."));
            if (files.putIfAbsent(name, content.orElseGet(() -> saysItself ? named.group(1) : "")) != null) {
                entry.mistake("name", "is there twice.", "Remove one of the two.");
            }
            entry.close();
        }
        return files;
    }
}
