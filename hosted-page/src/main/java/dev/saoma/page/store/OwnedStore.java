package dev.saoma.page.store;

import java.util.Objects;
import java.util.Optional;

/**
 * What one owner has in a store that others use, too. Nothing of another owner's is ever found, changed or in the way;
 * room is shared.
 */
public final class OwnedStore implements Store {
    private final Store all;
    private final String prefix;

    /** {@code owner}: without blanks, so that no two owners and keys make the same text. */
    public OwnedStore(Store all, String owner) {
        this.all = Objects.requireNonNull(all, "all");
        if (!owner.matches("\\S+")) {
            throw new IllegalArgumentException("owner: a text without blanks expected");
        }
        this.prefix = owner + " ";
    }

    @Override
    public void put(Kind kind, String key, String value) {
        all.put(kind, prefix + key, value);
    }

    @Override
    public boolean putIfAbsent(Kind kind, String key, String value) {
        return all.putIfAbsent(kind, prefix + key, value);
    }

    @Override
    public Optional<String> get(Kind kind, String key) {
        return all.get(kind, prefix + key);
    }

    @Override
    public Optional<String> take(Kind kind, String key) {
        return all.take(kind, prefix + key);
    }

    @Override
    public boolean isReady() {
        return all.isReady();
    }
}
