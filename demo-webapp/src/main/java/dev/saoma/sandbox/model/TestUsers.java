package dev.saoma.sandbox.model;

import java.util.List;

/** The default users of a sandbox: ordinary ones, and ones that break careless sites. */
public final class TestUsers {

    private TestUsers() {}

    /** Returns the default users. */
    public static List<SandboxUser> all() {
        return List.of(
                new SandboxUser("oSao1PtYgjmUhBel31iEl2hpChYg", "oSaoUCfrL1spNxnyVmihA-2O76UM", "张伟", "zhangwei"),
                new SandboxUser("oSao1FxFkM-R5Kjp1vRt_1fjORS-", "oSaoU6ilI8ihN5KXSc7Tvo-hBKqF", "李娜", "lina"),
                // Four-byte characters, which a database with three-byte UTF-8 refuses.
                new SandboxUser("oSao1YY-kv5ZJr3J1TWDtkwtDDb_", "oSaoUxHKas1VOqg6YYZYn9ZhyiA4", "小明🐼🎉", "xiaoming"),
                // The app is not bound to an Open Platform account for this user: no unionid.
                new SandboxUser("oSao1uoRgnatmUdjAWtGSU8po_79", null, "刘洋", "liuyang"),
                // No picture, and characters that need escaping everywhere.
                new SandboxUser(
                        "oSao19NksnRH9ucAUsdMlHUvTCQC", "oSaoUyEZDz-TddJ8HyS5SUkCnD8z", "Emma \"O'Neil\" <&>", ""),
                // Long, right to left, with marks that reverse the direction and an emoji of several characters.
                new SandboxUser(
                        "oSao1Rt7kQm2Zx9Lw4Vb8Nc6Yd5E",
                        "oSaoURt7kQm2Zx9Lw4Vb8Nc6Yd5E",
                        "\u202Eمرحبا\u202C 👨‍👩‍👧‍👦 Maximiliane-Bartholomäa von und zu Hohenlohe-Waldenburg-Schillingsfürst",
                        ""));
    }
}
