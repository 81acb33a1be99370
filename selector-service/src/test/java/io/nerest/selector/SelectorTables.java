package io.nerest.selector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.query.CommonQueryContract;

/** Reads and changes the selector's tables directly, in the running transaction or one of its own. */
@ApplicationScoped
@Transactional
class SelectorTables {

    private final Session session;

    SelectorTables(Session session) {
        this.session = session;
    }

    /** Counts rows; {@code sql} is what follows {@code select count(*)}, with parameters ?1, ?2... */
    int count(String sql, Object... parameters) {
        return bind(session.createNativeQuery("select count(*) " + sql, Integer.class), parameters)
                .getSingleResult();
    }

    List<String> texts(String sql, Object... parameters) {
        return bind(session.createNativeQuery(sql, String.class), parameters).getResultList();
    }

    int update(String sql, Object... parameters) {
        return bind(session.createNativeMutationQuery(sql), parameters).executeUpdate();
    }

    private static <Q extends CommonQueryContract> Q bind(Q query, Object... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
