package io.nerest.detector.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The modules of an architecture file, with their arguments in the order of the reference. */
enum ArchitectureModule {
    CONV("Conv", false) {
        @Override
        Block block(int repeats, List<String> arguments) {
            count(arguments, 1, 4, "[channels, kernel, stride, padding]");
            int kernel = whole(arguments, 1, 1, 1, 31);
            int stride = whole(arguments, 2, 1, 1, 2);
            boolean automatic = arguments.size() < 4 || arguments.get(3).equals("None");
            int padding = automatic ? kernel / 2 : whole(arguments, 3, 0, 0, 31);
            int excess = kernel - 2 * padding;
            if (excess != 1 && !(stride == 2 && excess == 2)) {
                throw new IllegalArgumentException(
                        "kernel %d with padding %d does not divide the image's size by the stride"
                                .formatted(kernel, padding));
            }
            return new Block.Conv(channels(arguments), kernel, stride, padding);
        }
    },
    C2F("C2f", true) {
        @Override
        Block block(int repeats, List<String> arguments) {
            count(arguments, 1, 2, "[channels, shortcut]");
            return new Block.C2f(channels(arguments), repeats, flag(arguments, 1, false));
        }
    },
    C3("C3", true) {
        @Override
        Block block(int repeats, List<String> arguments) {
            count(arguments, 1, 2, "[channels, shortcut]");
            return new Block.C3(channels(arguments), repeats, flag(arguments, 1, true));
        }
    },
    SPPF("SPPF", false) {
        @Override
        Block block(int repeats, List<String> arguments) {
            count(arguments, 1, 2, "[channels, kernel]");
            int kernel = whole(arguments, 1, 5, 3, 31);
            if (kernel % 2 == 0) {
                throw new IllegalArgumentException("the kernel must be odd");
            }
            return new Block.Sppf(channels(arguments), kernel);
        }
    },
    UPSAMPLE("nn.Upsample", false) {
        @Override
        Block block(int repeats, List<String> arguments) {
            if (arguments.size() != 3
                    || !arguments.get(0).equals("None")
                    || !arguments.get(1).equals("2")
                    || !arguments.get(2).equals("nearest")) {
                throw new IllegalArgumentException("only [None, 2, \"nearest\"] is supported");
            }
            return new Block.Upsample();
        }
    },
    CONCAT("Concat", false) {
        @Override
        Block block(int repeats, List<String> arguments) {
            if (!arguments.equals(List.of("1"))) {
                throw new IllegalArgumentException("only [1], the channels, is supported");
            }
            return new Block.Concat();
        }
    },
    DETECT("Detect", false) {
        @Override
        Block block(int repeats, List<String> arguments) {
            count(arguments, 1, 1, "[nc]");
            return new Block.Detect();
        }
    };

    private static final int MOST_CHANNELS = 8192;

    private final String label;
    private final boolean repeated;

    ArchitectureModule(String label, boolean repeated) {
        this.label = label;
        this.repeated = repeated;
    }

    /**
     * Returns the block of a row.
     *
     * @throws IllegalArgumentException with the reason if an argument is not supported
     */
    abstract Block block(int repeats, List<String> arguments);

    String label() {
        return label;
    }

    boolean isRepeated() {
        return repeated;
    }

    static Optional<ArchitectureModule> named(String name) {
        return Arrays.stream(values())
                .filter(module -> module.label.equals(name))
                .findAny();
    }

    static String supported() {
        return Arrays.stream(values()).map(ArchitectureModule::label).collect(Collectors.joining(", "));
    }

    private static void count(List<String> arguments, int least, int most, String expected) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new IllegalArgumentException("the arguments are " + expected + ", not " + arguments);
        }
    }

    private static int channels(List<String> arguments) {
        return whole(arguments, 0, 0, 1, MOST_CHANNELS);
    }

    private static int whole(List<String> arguments, int index, int otherwise, int least, int most) {
        if (index >= arguments.size()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(arguments.get(index));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // rejected below
        }
        throw new IllegalArgumentException("argument %d must be a whole number from %d to %d, not '%s'"
                .formatted(index + 1, least, most, arguments.get(index)));
    }

    private static boolean flag(List<String> arguments, int index, boolean otherwise) {
        if (index >= arguments.size()) {
            return otherwise;
        }
        return switch (arguments.get(index).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "argument %d must be True or False, not '%s'".formatted(index + 1, arguments.get(index)));
        };
    }
}
