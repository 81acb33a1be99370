package io.nerest.detector.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CPU of this machine as Linux describes it in {@code /proc/cpuinfo}. */
public final class Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Pattern BFLOAT16_FLAGS = Pattern.compile("\\b(avx512_bf16|amx_bf16)\\b");
    private static final Pattern VECTOR_FLAGS = Pattern.compile("\\b(avx\\w*|amx\\w*|asimd\\w*|sve\\w*|bf16|i8mm)\\b");

    private Processor() {}

    /** Returns model, stepping, number of processors, and vector extensions on one line. */
    public static String description() {
        return describe(cpuInfo(), Runtime.getRuntime().availableProcessors());
    }

    static String describe(String cpuInfo, int processors) {
        Set<String> parts = new LinkedHashSet<>();
        field(cpuInfo, "model name").ifPresent(parts::add);
        for (String name : new String[] {"cpu family", "model", "stepping", "CPU implementer", "CPU part"}) {
            field(cpuInfo, name).ifPresent(value -> parts.add(name + " " + value));
        }
        if (parts.isEmpty()) {
            parts.add(System.getProperty("os.arch"));
        }
        parts.add(processors + " processors");
        Set<String> flags = new TreeSet<>();
        VECTOR_FLAGS.matcher(cpuInfo).results().map(MatchResult::group).forEach(flags::add);
        parts.add(String.join(" ", flags));
        return String.join(", ", parts);
    }

    /** Returns whether the CPU has instructions for bfloat16; false if the operating system does not report it. */
    static boolean computesBfloat16() {
        return computesBfloat16(cpuInfo());
    }

    static boolean computesBfloat16(String cpuInfo) {
        return BFLOAT16_FLAGS.matcher(cpuInfo).find();
    }

    private static Optional<String> field(String cpuInfo, String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + "\\s*:\\s*(.+)$")
                .matcher(cpuInfo);
        return line.find() ? Optional.of(line.group(1).trim()) : Optional.empty();
    }

    private static String cpuInfo() {
        try {
            return Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", CPU_INFO, unreadable);
            return "";
        }
    }
}
