package dev.saoma.page.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds secrets that serve two purposes: whoever knows the one knows the other. */
final class SecretUses {
    private final Section pool;
    private final List<String> warnings;

    /** In that pool. */
    SecretUses(Section pool, List<String> warnings) {
        this.pool = pool;
        this.warnings = warnings;
    }

    private record Use(Secret secret, String owner) {}

    void check(WeChatSettings wechat, KeySettings keys, List<Application> applications) {
        List<Use> clients = new ArrayList<>();
        for (int i = 0; i < applications.size(); i++) {
            Optional<Secret> secret = applications.get(i).secret();
            String owner = applications.get(i).clientId();
            if (secret.isPresent()) {
                if (secret.get().equals(wechat.appSecret())) {
                    pool.mistake(
                            "applications[" + i + "].clientSecret", "is the AppSecret.", "Give it one of its own.");
                }
                if (isOftenSentWrongly(secret.get())) {
                    warnings.add(
                            "the clientSecret of application " + owner
                                    + " holds +, % or a space, which many programs send"
                                    + " wrongly (as %2B, %25 and %20 they are right): make another one with openssl rand -hex 32");
                }
                other(clients, secret.get())
                        .ifPresent(first -> warnings.add(
                                "applications " + first.owner() + " and " + owner + " share a clientSecret"));
                clients.add(new Use(secret.get(), owner));
            }
        }
        for (Secret key : keys.cookie()) {
            other(clients, key)
                    .ifPresent(use -> pool.mistake(
                            "keys.cookie",
                            "is the clientSecret of " + use.owner() + ".",
                            "Make another one with: openssl rand -hex 32"));
        }
    }

    /** What means something else in a form, and in Basic, where RFC 6749, 2.3.1, has credentials encoded as in a form. */
    private static boolean isOftenSentWrongly(Secret secret) {
        return secret.reveal().chars().anyMatch(c -> c == '+' || c == '%' || c == ' ');
    }

    private static Optional<Use> other(List<Use> uses, Secret secret) {
        return uses.stream().filter(use -> use.secret().equals(secret)).findFirst();
    }
}
