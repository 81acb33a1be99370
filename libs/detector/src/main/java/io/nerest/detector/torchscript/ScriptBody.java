package io.nerest.detector.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Source of a module's methods, as it grows. */
public final class ScriptBody {
    private final StringBuilder source = new StringBuilder();

    /** Begins a method: {@code name(self, parameters) -> result}. */
    public ScriptBody method(String className, String name, String parameters, String result) {
        source.append("  def ").append(name).append("(self: __torch__.").append(className);
        if (!parameters.isEmpty()) {
            source.append(", ").append(parameters);
        }
        source.append(") -> ").append(result).append(":\n");
        return this;
    }

    /** One statement of the method. */
    public ScriptBody line(String statement) {
        source.append("    ").append(statement).append('\n');
        return this;
    }

    /** Methods kept as a resource beside this class, whose {@code CLASS} stands for the module's class. */
    public ScriptBody include(String resource, String className) {
        try (InputStream in = ScriptBody.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + resource);
            }
            source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("CLASS", className));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
