/** Roles that work inside the company and may plan, perform and log interactions. */
export const INTERNAL_ROLES = [
  'sales_manager', 'senior_sales_manager', 'head_of_sales', 'administrator', 'deputy_general_director', 'general_director', 'lawyer', 'financier',
  'secretary', 'accountant', 'logistician', 'warehouse_head', 'purchasing_manager', 'marketer', 'budget_holder', 'supervisor', 'claim_responsible',
] as const;
