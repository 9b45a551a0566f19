-- A transaction that changes a product in several statements may have it indexed once, at its end: while
-- haitao.search_due is not empty, the ids of changed products are added to it, parted by spaces.
ALTER FUNCTION refresh_search(text[]) RENAME TO index_products;

CREATE FUNCTION refresh_search(products text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  due text := current_setting('haitao.search_due', true);
BEGIN
  IF due <> '' THEN
    PERFORM set_config('haitao.search_due', due || array_to_string(products, ' ') || ' ', true);
  ELSE
    PERFORM index_products(products);
  END IF;
END $$;

CREATE FUNCTION index_due_products() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  due text[] := string_to_array(btrim(current_setting('haitao.search_due', true)), ' ');
BEGIN
  PERFORM set_config('haitao.search_due', '', true);
  PERFORM index_products(ARRAY(SELECT DISTINCT id FROM unnest(due) id WHERE id <> '' ORDER BY id));
END $$;
