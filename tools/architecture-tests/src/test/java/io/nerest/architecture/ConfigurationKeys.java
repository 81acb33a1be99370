package io.nerest.architecture;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables of the services, read from {@code docs/configuration.md}, whose tables are generated from the
 * code.
 */
final class ConfigurationKeys {
    private static final Pattern ROW = Pattern.compile("\\| `[a-z0-9.-]+` \\| `([A-Z0-9_]+)` \\|(.*)");
    private static final String ALL = "all services";

    private final Map<String, Set<String>> bySection = new HashMap<>();
    private final Set<String> required = new TreeSet<>();

    ConfigurationKeys(String reference) {
        String section = ALL;
        for (String line : reference.lines().toList()) {
            if (line.startsWith("## ")) {
                section = line.substring(3).toLowerCase(Locale.ROOT);
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                bySection.computeIfAbsent(section, unused -> new TreeSet<>()).add(row.group(1));
                if (row.group(2).toLowerCase(Locale.ROOT).contains("**required")) {
                    required.add(row.group(1));
                }
            }
        }
    }

    /** The variables of a service, those of all services included. */
    Set<String> of(String service) {
        Set<String> variables = new TreeSet<>(bySection.getOrDefault(ALL, Set.of()));
        variables.addAll(bySection.getOrDefault(service, Set.of()));
        return variables;
    }

    /** The variables that every service needs. */
    Set<String> required() {
        return required;
    }
}
