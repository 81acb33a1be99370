package io.nerest.detector.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Builds the source of a module's methods. */
public final class ScriptBody {
    private final StringBuilder source = new StringBuilder();

    /** Starts a method: {@code name(self, parameters) -> result}. */
    public ScriptBody method(String className, String name, String parameters, String result) {
        source.append("  def ").append(name).append("(self: __torch__.").append(className);
        if (!parameters.isEmpty()) {
            source.append(", ").append(parameters);
        }
        source.append(") -> ").append(result).append(":\n");
        return this;
    }

    /** Adds a statement to the method. */
    public ScriptBody line(String statement) {
        source.append("    ").append(statement).append('\n');
        return this;
    }

    /**
     * Adds the methods of a resource. {@code CLASS} in it is replaced by the class's name.
     *
     * @param owner a class of the package that contains the resource
     */
    public ScriptBody include(Class<?> owner, String resource, String className) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource + " of " + owner.getPackageName());
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
