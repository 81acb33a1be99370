package io.nerest.formats.yolo;

import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The contents of a {@code data.yaml}.
 *
 * @param file the yaml
 * @param root the base of relative entries: {@code path}, itself relative to the yaml's folder
 * @param names class names by index
 * @param splits entries by split, as in the file
 */
public record DataYaml(Path file, Path root, List<String> names, Map<Split, Object> splits) {

    /**
     * Reads the file.
     *
     * @throws FormatException if it is not a data set's description
     */
    public static DataYaml read(Path file) throws FormatException {
        Object content;
        try {
            content = new Yaml(new SafeConstructor(new LoaderOptions())).load(TextFile.read(file));
        } catch (UnreadableTextException e) {
            throw new FormatException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FormatException("%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
        } catch (YAMLException e) {
            throw new FormatException("%s cannot be read: %s".formatted(file, YamlProblem.of(e)), e);
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new FormatException(file + " has no names, train and val");
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Object path = map.get("path");
        Path root = folder.resolve(path == null ? "" : path.toString()).normalize();
        Map<Split, Object> splits = new EnumMap<>(Split.class);
        for (Split split : List.of(Split.TRAIN, Split.VAL, Split.TEST)) {
            Object value = map.get(split.label());
            if (value != null) {
                splits.put(split, value);
            }
        }
        return new DataYaml(file, root, names(file, map.get("names"), map.get("nc")), splits);
    }

    /**
     * Returns a split's folders and list files.
     *
     * @throws FormatException if there is none
     */
    public List<String> entries(Split split) throws FormatException {
        Object value = splits.get(split);
        if (value instanceof String entry) {
            return List.of(entry);
        }
        if (value instanceof Collection<?> several && !several.isEmpty()) {
            return several.stream().map(String::valueOf).toList();
        }
        throw new FormatException("%s: %s must name a folder, a list file, or several of these, not %s"
                .formatted(file, split.label(), value));
    }

    /**
     * Returns the place of an entry. Some exporters write {@code ../train/images} for a folder beside the file; if there is no
     * such folder, the one beside the file is meant.
     */
    public Path place(String entry) {
        Path place = root.resolve(entry).normalize();
        Path beside = root.resolve(entry.replaceFirst("^(?:\\.\\./)+", "")).normalize();
        return !Files.exists(place) && Files.exists(beside) ? beside : place;
    }

    private static List<String> names(Path file, @Nullable Object names, @Nullable Object nc) throws FormatException {
        List<String> found = new ArrayList<>();
        if (names instanceof Collection<?> list) {
            list.forEach(name -> found.add(String.valueOf(name)));
        } else if (names instanceof Map<?, ?> map) {
            Map<Integer, String> byIndex = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                byIndex.put(index(file, entry.getKey()), String.valueOf(entry.getValue()));
            }
            for (Map.Entry<Integer, String> entry : byIndex.entrySet()) {
                if (entry.getKey() != found.size()) {
                    throw new FormatException("%s: names has no class %d, but a class %d; number them from 0 on"
                            .formatted(file, found.size(), entry.getKey()));
                }
                found.add(entry.getValue());
            }
        } else if (names == null && nc instanceof Integer count && count > 0 && count <= 100_000) {
            for (int i = 0; i < count; i++) {
                found.add("class" + i);
            }
        }
        if (found.isEmpty()) {
            throw new FormatException("%s: names must list the classes, not %s".formatted(file, names));
        }
        for (int i = 0; i < found.size(); i++) {
            int first = found.indexOf(found.get(i));
            if (first < i) {
                throw new FormatException("%s: names has '%s' twice, as class %d and as class %d; rename or remove one"
                        .formatted(file, found.get(i), first, i));
            }
        }
        if (nc instanceof Integer count && count != found.size()) {
            throw new FormatException(
                    "%s: nc says %d classes, names has %d; correct one".formatted(file, count, found.size()));
        }
        return List.copyOf(found);
    }

    private static int index(Path file, @Nullable Object key) throws FormatException {
        try {
            return Integer.parseInt(String.valueOf(key));
        } catch (NumberFormatException e) {
            throw new FormatException(
                    "%s: names has the key %s, where an index from 0 on must stand".formatted(file, key), e);
        }
    }
}
