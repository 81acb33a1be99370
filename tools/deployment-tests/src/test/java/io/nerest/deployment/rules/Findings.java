package io.nerest.deployment.rules;

import java.util.ArrayList;
import java.util.List;

/** What the rules found wrong, one sentence each. */
final class Findings {
    private final List<String> found = new ArrayList<>();

    void add(String where, String what) {
        found.add(where + ": " + what);
    }

    void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            add(where, otherwise);
        }
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
