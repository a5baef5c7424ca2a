package dev.saoma.e2e.support;

import dev.saoma.sandbox.model.SandboxUser;
import java.util.List;

/** People whose names break careless pages; none has a picture. */
public final class HardNames {
    /** Long, from right to left, with marks that turn the direction around and an emoji of several characters. */
    public static final SandboxUser EVERYTHING = named(
            "Everything",
            "\u202Eمرحبا\u202C 👨‍👩‍👧‍👦 Maximiliane-Bartholomäa von und zu Hohenlohe-Waldenburg-Schillingsfürst");

    /** Nowhere a place to break the line. */
    public static final SandboxUser LONG = named("LongAndWide0", "WWWWWWWW".repeat(12));

    /** Whole, with brackets that turn around with it, and a mark that nothing ends. */
    public static final SandboxUser RIGHT_TO_LEFT = named("RightToLeft0", "\u2067(עובדיה) אבו־ג׳עפר 12–7 \u202Eمحمد");

    /** Skin tones, flags and families; the first one is no single character. */
    public static final SandboxUser EMOJI = named("OnlyPictures", "👩🏽‍🚀🏳️‍🌈🇨🇳👨‍👩‍👧‍👦🐼🎉");

    /** Nothing that can be seen. */
    public static final SandboxUser NOBODY = named("NothingToSee", "\u202E\u2066\u200F");

    private HardNames() {}

    public static List<SandboxUser> all() {
        return List.of(EVERYTHING, LONG, RIGHT_TO_LEFT, EMOJI, NOBODY);
    }

    private static SandboxUser named(String id, String nickname) {
        return new SandboxUser("oSao1" + id + "00000000000", "oSaoU" + id + "00000000000", nickname, "");
    }
}
