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

    /** Adds the methods of a resource of this package, in which {@code CLASS} stands for the module's class. */
    public ScriptBody include(String resource, String className) {
        return include(ScriptBody.class, resource, className);
    }

    /**
     * Adds the methods of a resource, in which {@code CLASS} stands for the module's class.
     *
     * @param owner class in whose package the resource is
     */
    public ScriptBody include(Class<?> owner, String resource, String className) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
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
