package io.nerest.testing.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of {@code docs/access.md}: the roles that may call each endpoint.
 *
 * @param roles by operation, such as {@code GET /api/frames}, of every service by its name
 */
public record AccessTable(Map<String, Map<String, Set<String>>> roles) {
    private static final String START = "<!-- endpoints -->";
    private static final String END = "<!-- end of endpoints -->";
    private static final int COLUMNS = 5;

    /** Reads the table from the project's documentation, which is looked for from the working folder upwards. */
    public static AccessTable read() throws IOException {
        Map<String, Map<String, Set<String>>> roles = new TreeMap<>();
        String text = Files.readString(file());
        for (String line : between(text).lines().toList()) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() == COLUMNS && cells.get(2).startsWith("`")) {
                roles.computeIfAbsent(cells.get(1), unused -> new TreeMap<>())
                        .put(
                                cells.get(2).replace("`", ""),
                                new TreeSet<>(Set.of(cells.get(3).split(", "))));
            }
        }
        return new AccessTable(roles);
    }

    /** Replaces the table in the documentation. */
    public void write() throws IOException {
        String text = Files.readString(file());
        Files.writeString(
                file(),
                text.substring(0, text.indexOf(START) + START.length())
                        + "\n"
                        + markdown()
                        + text.substring(text.indexOf(END)));
    }

    private String markdown() {
        StringBuilder rows = new StringBuilder("| service | endpoint | roles |\n|---|---|---|\n");
        roles.forEach((service, operations) -> operations.forEach((operation, allowed) -> rows.append("| ")
                .append(service)
                .append(" | `")
                .append(operation)
                .append("` | ")
                .append(allowed.stream().sorted().collect(Collectors.joining(", ")))
                .append(" |\n")));
        return rows.toString();
    }

    private static String between(String text) {
        return text.substring(text.indexOf(START) + START.length(), text.indexOf(END));
    }

    private static Path file() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("docs/access.md");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no docs/access.md above " + Path.of("").toAbsolutePath());
    }
}
