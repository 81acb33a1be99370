package io.nerest.selection;

import java.util.List;
import java.util.Map;

/** Every strategy as its name alone makes it. */
final class EveryStrategy {

    static final List<Strategy> WITH_DEFAULTS = Strategies.names().stream()
            .map(name -> Strategies.configure(name, Map.of()).strategy())
            .toList();

    private EveryStrategy() {}
}
