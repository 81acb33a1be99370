package io.nerest.detector.architecture;

import io.nerest.detector.architecture.Block.Detect;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads an {@link ArchitectureFile}. Errors name the line. */
final class ArchitectureReader {
    private static final int MOST_CHARACTERS = 1 << 18;
    private static final int MOST_ROWS = 500;
    private static final int COARSEST_STRIDE = 32;
    private static final int MOST_CHANNELS = 8192;
    private static final Pattern LETTER = Pattern.compile("^[a-z]*\\d+([nsmlx])(?![a-z])");

    private final String name;
    private final String text;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final Set<Integer> used = new HashSet<>();

    ArchitectureReader(String name, String text) {
        this.name = name;
        this.text = text;
    }

    ArchitectureFile read() {
        MappingNode root = root();
        Map<String, Node> entries = entries(root);
        int backbone = rows(entries, "backbone", root);
        rows(entries, "head", root);
        Layer last = layers.get(layers.size() - 1);
        if (!(last.block() instanceof Detect)) {
            throw problem(lines.get(lines.size() - 1), "the last row must be Detect");
        }
        for (int row = 0; row < layers.size() - 1; row++) {
            if (!used.contains(row)) {
                throw problem(lines.get(row), "no row takes the output of row " + row);
            }
        }
        Family family = new Family(name, "", List.of(scale(entries)), layers, embeddingLayer(backbone));
        return new ArchitectureFile(family, channels(entries), text);
    }

    private MappingNode root() {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("%s has %d characters; an architecture has at most %d"
                    .formatted(name, text.length(), MOST_CHARACTERS));
        }
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            if (new Yaml(options).compose(new StringReader(text)) instanceof MappingNode mapping) {
                return mapping;
            }
        } catch (MarkedYAMLException broken) {
            throw problem(
                    broken.getProblemMark() == null
                            ? 1
                            : broken.getProblemMark().getLine() + 1,
                    "this is not valid YAML: " + broken.getProblem());
        } catch (YAMLException broken) {
            throw problem(1, "this is not valid YAML");
        }
        throw problem(1, "an architecture is a map with the keys backbone and head");
    }

    private Map<String, Node> entries(MappingNode mapping) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entries.put(scalar(tuple.getKeyNode(), "a key"), tuple.getValueNode());
        }
        return entries;
    }

    /** Reads the rows of a section and returns the number of rows so far. */
    private int rows(Map<String, Node> entries, String key, Node root) {
        Node section = entries.get(key);
        if (section == null) {
            throw problem(line(root), "the key '" + key + "' is missing");
        }
        for (Node row : sequence(section, key + " must be a list of rows [from, repeats, module, arguments]")) {
            if (layers.size() == MOST_ROWS) {
                throw problem(line(row), "a network has at most " + MOST_ROWS + " rows");
            }
            row(row);
        }
        return layers.size();
    }

    private void row(Node node) {
        int line = line(node);
        List<Node> cells = sequence(node, "a row is [from, repeats, module, arguments]");
        if (cells.size() != 4) {
            throw problem(line, "a row has four entries [from, repeats, module, arguments], not " + cells.size());
        }
        if (!layers.isEmpty() && layers.get(layers.size() - 1).block() instanceof Detect) {
            throw problem(line, "no row can follow Detect");
        }
        List<Integer> from = sources(cells.get(0));
        int repeats = whole(cells.get(1), "repeats", 1, 100);
        ArchitectureModule module = ArchitectureModule.named(scalar(cells.get(2), "module"))
                .orElseThrow(() -> problem(
                        line,
                        "module '%s' is not supported; supported are %s"
                                .formatted(scalar(cells.get(2), "module"), ArchitectureModule.supported())));
        List<String> arguments = sequence(cells.get(3), "the arguments of a module are a list").stream()
                .map(argument -> scalar(argument, "an argument"))
                .toList();
        if (repeats > 1 && !module.isRepeated()) {
            throw problem(line, module.label() + " cannot be repeated");
        }
        Block block;
        try {
            block = module.block(repeats, arguments);
        } catch (IllegalArgumentException invalid) {
            throw problem(line, module.label() + ": " + invalid.getMessage());
        }
        strides.add(stride(line, block, from));
        layers.add(new Layer(from, block));
        lines.add(line);
    }

    private List<Integer> sources(Node node) {
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<Integer> from = new ArrayList<>();
        int row = layers.size();
        for (Node each : nodes) {
            int given = whole(each, "from", -MOST_ROWS, MOST_ROWS);
            int source = given < 0 ? row + given : given;
            boolean image = row == 0 && given == -1;
            if (!image && (source < 0 || source >= row)) {
                throw problem(line(node), "row %d cannot take the output of row %d".formatted(row, source));
            }
            from.add(image ? -1 : source);
            used.add(source);
        }
        if (from.isEmpty()) {
            throw problem(line(node), "a row takes the output of at least one row");
        }
        return from;
    }

    /** Returns the stride of a row's output; for Detect, that of its coarsest level. */
    private int stride(int line, Block block, List<Integer> from) {
        List<Integer> sources = from.stream()
                .map(source -> source < 0 ? 1 : strides.get(source))
                .toList();
        if (block instanceof Block.Concat) {
            if (sources.stream().distinct().count() > 1) {
                throw problem(line, "the inputs of Concat have different strides " + sources);
            }
            return sources.get(0);
        }
        if (block instanceof Detect) {
            for (int i = 0; i < sources.size(); i++) {
                if (sources.get(i) < 2 || (i > 0 && sources.get(i) <= sources.get(i - 1))) {
                    throw problem(
                            line, "the levels of Detect must have ascending strides of at least 2, not " + sources);
                }
            }
            return sources.get(sources.size() - 1);
        }
        if (sources.size() != 1) {
            throw problem(line, "this module takes the output of one row, not of " + sources.size());
        }
        int stride = block instanceof Block.Conv conv ? sources.get(0) * conv.stride() : sources.get(0);
        if (block instanceof Block.Upsample) {
            if (stride % 2 != 0) {
                throw problem(line, "nothing can be upsampled beyond the size of the image");
            }
            stride /= 2;
        }
        if (stride > COARSEST_STRIDE) {
            throw problem(line, "the stride is %d, but at most %d is supported".formatted(stride, COARSEST_STRIDE));
        }
        return stride;
    }

    private Scale scale(Map<String, Node> entries) {
        Node scales = entries.get("scales");
        if (scales == null) {
            return new Scale("", number(entries, "depth_multiple"), number(entries, "width_multiple"), MOST_CHANNELS);
        }
        if (!(scales instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            throw problem(line(scales), "scales is a map of letters to [depth, width, max_channels]");
        }
        Map<String, Node> letters = entries(mapping);
        String wanted = letter().filter(letters::containsKey)
                .orElseGet(() -> letters.keySet().iterator().next());
        Node chosen = letters.getOrDefault(wanted, scales);
        List<Node> numbers = sequence(chosen, "a scale is [depth, width, max_channels]");
        if (numbers.size() != 3) {
            throw problem(line(chosen), "a scale is [depth, width, max_channels]");
        }
        return new Scale(
                "",
                multiple(numbers.get(0), "depth"),
                multiple(numbers.get(1), "width"),
                whole(numbers.get(2), "max_channels", 1, MOST_CHANNELS));
    }

    private Optional<String> letter() {
        Matcher matcher = LETTER.matcher(name);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private double number(Map<String, Node> entries, String key) {
        Node node = entries.get(key);
        return node == null ? 1 : multiple(node, key);
    }

    private double multiple(Node node, String what) {
        try {
            double value = Double.parseDouble(scalar(node, what));
            if (value > 0 && value <= 10) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // rejected below
        }
        throw problem(line(node), what + " must be a number above 0 and at most 10");
    }

    private Map<String, List<Integer>> channels(Map<String, Node> entries) {
        Node node = entries.get("channels");
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw problem(line(node), "channels is a map of convolutions to their output channels");
        }
        Map<String, List<Integer>> channels = new LinkedHashMap<>();
        entries(mapping).forEach((convolution, value) -> {
            List<Node> parts = value instanceof SequenceNode list ? list.getValue() : List.of(value);
            channels.put(
                    convolution,
                    parts.stream()
                            .map(part -> whole(part, "channels of " + convolution, 1, MOST_CHANNELS))
                            .toList());
        });
        return Map.copyOf(channels);
    }

    /** The embedding of an image comes from the last row of the backbone. */
    private static int embeddingLayer(int backboneRows) {
        return backboneRows - 1;
    }

    private List<Node> sequence(Node node, String expected) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        throw problem(line(node), expected);
    }

    private String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(line(node), what + " must be a single value");
    }

    private int whole(Node node, String what, int least, int most) {
        String value = scalar(node, what);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // rejected below
        }
        throw problem(
                line(node), "%s must be a whole number from %d to %d, not '%s'".formatted(what, least, most, value));
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }

    private IllegalArgumentException problem(int line, String what) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(name, line, what));
    }
}
