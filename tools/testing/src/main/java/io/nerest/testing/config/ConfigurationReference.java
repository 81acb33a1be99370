package io.nerest.testing.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One generated section of {@code docs/configuration.md}: a table of all properties of some {@code @ConfigMapping}
 * interfaces. The section stands between {@code <!-- configuration NAME -->} and {@code <!-- end NAME -->}.
 */
public final class ConfigurationReference {
    /** System property that rewrites the section instead of comparing it. */
    public static final String UPDATE = "nerest.docs.update";

    private static final Path DOCUMENT = Path.of("docs", "configuration.md");

    private final String name;
    private final List<Class<?>> mappings;

    private ConfigurationReference(String name, List<Class<?>> mappings) {
        this.name = name;
        this.mappings = mappings;
    }

    /**
     * Describes a section.
     *
     * @param name section name, as in the document's markers
     * @param mappings interfaces annotated with {@code @ConfigMapping}; each property must have a
     *     {@link io.nerest.system.ConfigDescription}
     */
    public static ConfigurationReference section(String name, Class<?>... mappings) {
        return new ConfigurationReference(name, List.of(mappings));
    }

    /**
     * Compares the section with the document, or rewrites it if {@code -Dnerest.docs.update=true}.
     *
     * @throws AssertionError if the section is missing or stale
     */
    public void requireUpToDate() {
        requireUpToDate(document(), Boolean.getBoolean(UPDATE));
    }

    void requireUpToDate(Path document, boolean update) {
        try {
            String text = Files.exists(document) ? Files.readString(document) : "";
            String current = replaced(text);
            if (current.equals(text)) {
                return;
            }
            if (!update) {
                throw new AssertionError("section '" + name + "' of " + document + " is stale; run this test with -D"
                        + UPDATE + "=true. It must be:\n" + section());
            }
            Files.writeString(document, current);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String replaced(String text) {
        String begin = "<!-- configuration " + name + " -->\n";
        String end = "<!-- end " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            return text + "\n## " + name + "\n" + begin + section() + end;
        }
        return text.substring(0, from + begin.length()) + section() + text.substring(to);
    }

    /** Returns the section as a Markdown table, sorted by property. */
    String section() {
        List<ConfigurationProperty> properties = new ArrayList<>();
        for (Class<?> mapping : mappings) {
            MappedConfig.properties(mapping)
                    .forEach((property, mapped) -> properties.add(ConfigurationProperty.of(property, mapped)));
        }
        properties.sort(Comparator.comparing(ConfigurationProperty::name));
        StringBuilder table = new StringBuilder(
                "| property | environment variable | type | default | allowed | description |\n|---|---|---|---|---|---|\n");
        properties.forEach(property -> table.append(property.row()).append('\n'));
        return table.toString();
    }

    private static Path document() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("nerest"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no folder above " + Path.of("").toAbsolutePath() + " holds the repository");
        }
        return folder.resolve(DOCUMENT);
    }
}
