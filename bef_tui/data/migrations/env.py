"""What Alembic runs: the steps that are missing, in one transaction with their record."""

from alembic import context

from bef_tui.data.migrations import APPLICATION_ID

connection = context.config.attributes["connection"]
driver = connection.connection.dbapi_connection
driver.execute("PRAGMA foreign_keys = OFF")
context.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
    if driver.execute("PRAGMA foreign_key_check").fetchone():
        raise RuntimeError("a step of the schema left a record without the one it belongs to")
    (revision,) = context.get_context().get_current_heads()
    driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    driver.execute(f"PRAGMA user_version = {int(revision)}")
driver.execute("PRAGMA foreign_keys = ON")
