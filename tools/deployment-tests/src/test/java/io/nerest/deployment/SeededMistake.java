package io.nerest.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.deployment.rules.Overlay;
import java.util.function.Consumer;

/**
 * A mistake that someone could make in a manifest.
 *
 * @param name what is wrong
 * @param overlay the overlay that it is made in
 * @param change makes the mistake
 */
record SeededMistake(String name, String overlay, Consumer<Overlay> change) {

    /** A field of one object gets another value. */
    static SeededMistake set(String name, String overlay, String kind, String object, String pointer, Object value) {
        return new SeededMistake(name, overlay, objects -> {
            ObjectNode parent = parent(objects, kind, object, pointer);
            parent.set(field(pointer), new ObjectMapper().valueToTree(value));
        });
    }

    /** A field of one object is removed. */
    static SeededMistake remove(String name, String overlay, String kind, String object, String pointer) {
        return new SeededMistake(name, overlay, objects -> {
            if (parent(objects, kind, object, pointer).remove(field(pointer)) == null) {
                throw new AssertionError(kind + " " + object + " has no " + pointer);
            }
        });
    }

    /** A field of one object gets another name. */
    static SeededMistake rename(String name, String overlay, String kind, String object, String pointer, String other) {
        return new SeededMistake(name, overlay, objects -> {
            ObjectNode parent = parent(objects, kind, object, pointer);
            JsonNode value = parent.remove(field(pointer));
            if (value == null) {
                throw new AssertionError(kind + " " + object + " has no " + pointer);
            }
            parent.set(other, value);
        });
    }

    /** An element of a list is removed. */
    static SeededMistake removeElement(
            String name, String overlay, String kind, String object, String pointer, int index) {
        return new SeededMistake(name, overlay, objects -> {
            ArrayNode list = (ArrayNode) object(objects, kind, object).at(pointer);
            if (list.remove(index) == null) {
                throw new AssertionError(kind + " " + object + " has no element " + index + " of " + pointer);
            }
        });
    }

    /** An object is missing. */
    static SeededMistake without(String name, String overlay, String kind, String object) {
        return new SeededMistake(name, overlay, objects -> objects.objects().remove(object(objects, kind, object)));
    }

    static JsonNode object(Overlay overlay, String kind, String name) {
        return overlay.find(kind, name)
                .orElseThrow(() -> new AssertionError(overlay.name() + " has no " + kind + " " + name));
    }

    private static ObjectNode parent(Overlay overlay, String kind, String name, String pointer) {
        JsonNode parent = object(overlay, kind, name).at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (!parent.isObject()) {
            throw new AssertionError(kind + " " + name + " has no parent of " + pointer);
        }
        return (ObjectNode) parent;
    }

    private static String field(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/");
    }

    @Override
    public String toString() {
        return name;
    }
}
