package io.nerest.training.dataset;

import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param root the base of relative entries: {@code path}, itself relative to the yaml's folder
 * @param names class names by index
 * @param train entries of the split: folders or list files
 * @param val entries of the split
 */
record DataYaml(Path root, List<String> names, List<String> train, List<String> val) {

    static DataYaml read(Path file) throws DatasetException {
        Object content;
        try {
            content = new Yaml(new SafeConstructor(new LoaderOptions())).load(TextFile.read(file));
        } catch (UnreadableTextException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new DatasetException("%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
        } catch (YAMLException e) {
            throw new DatasetException("%s cannot be read: %s".formatted(file, YamlProblem.of(e)), e);
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new DatasetException(file + " has no names, train and val");
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Object path = map.get("path");
        Path root = folder.resolve(path == null ? "" : path.toString()).normalize();
        return new DataYaml(
                root,
                names(file, map.get("names"), map.get("nc")),
                entries(file, "train", map.get("train")),
                entries(file, "val", map.get("val")));
    }

    private static List<String> entries(Path file, String split, @Nullable Object value) throws DatasetException {
        if (value instanceof String entry) {
            return List.of(entry);
        }
        if (value instanceof Collection<?> several && !several.isEmpty()) {
            return several.stream().map(String::valueOf).toList();
        }
        throw new DatasetException(
                "%s: %s must name a folder, a list file, or several of these, not %s".formatted(file, split, value));
    }

    private static List<String> names(Path file, @Nullable Object names, @Nullable Object nc) throws DatasetException {
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
                    throw new DatasetException("%s: names has no class %d, but a class %d; number them from 0 on"
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
            throw new DatasetException("%s: names must list the classes, not %s".formatted(file, names));
        }
        for (int i = 0; i < found.size(); i++) {
            int first = found.indexOf(found.get(i));
            if (first < i) {
                throw new DatasetException("%s: names has '%s' twice, as class %d and as class %d; rename or remove one"
                        .formatted(file, found.get(i), first, i));
            }
        }
        if (nc instanceof Integer count && count != found.size()) {
            throw new DatasetException(
                    "%s: nc says %d classes, names has %d; correct one".formatted(file, count, found.size()));
        }
        return List.copyOf(found);
    }

    private static int index(Path file, @Nullable Object key) throws DatasetException {
        try {
            return Integer.parseInt(String.valueOf(key));
        } catch (NumberFormatException e) {
            throw new DatasetException(
                    "%s: names has the key %s, where an index from 0 on must stand".formatted(file, key), e);
        }
    }
}
