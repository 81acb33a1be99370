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
 * A table of {@code docs/access.md}: the roles that may call each endpoint.
 *
 * @param roles by operation, such as {@code GET /api/frames}, of every service by its name
 */
public record AccessTable(Map<String, Map<String, Set<String>>> roles) {
    /** The table of the endpoints of services. */
    public static final String OF_SERVICES = "endpoints";

    /** The table of what the console lets its pages send. */
    public static final String OF_CONSOLE = "requests of the console";

    private static final int COLUMNS = 5;

    /** Reads the table of the services. */
    public static AccessTable read() throws IOException {
        return read(OF_SERVICES);
    }

    /** Reads a table of the project's documentation, which is looked for from the working folder upwards. */
    public static AccessTable read(String name) throws IOException {
        Map<String, Map<String, Set<String>>> roles = new TreeMap<>();
        String text = Files.readString(file());
        for (String line :
                text.substring(from(text, name), to(text, name)).lines().toList()) {
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

    /** Replaces a table in the documentation. */
    public void write(String name) throws IOException {
        String text = Files.readString(file());
        Files.writeString(
                file(), text.substring(0, from(text, name)) + "\n" + markdown() + text.substring(to(text, name)));
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

    private static int from(String text, String name) {
        String mark = "<!-- " + name + " -->";
        return text.indexOf(mark) + mark.length();
    }

    private static int to(String text, String name) {
        return text.indexOf("<!-- end of " + name + " -->");
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
